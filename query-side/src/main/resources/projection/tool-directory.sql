create table tool (
  tool_id        text collate "C" primary key,
  tenant         text             not null,
  name           text collate "C" not null,
  kind           text             not null,
  effect         text             not null,
  status         text             not null,
  credential     text,
  search         text             not null,
  latest_number  int              not null,
  stream_version bigint           not null,
  view           text             not null
);
create index tool_by_name on tool (tenant, name);

create table tool_version (
  tool_id    text collate "C" not null,
  number     int              not null,
  tenant     text             not null,
  hash       text collate "C" not null,
  edited_by  text             not null,
  edited_at  timestamptz      not null,
  definition text             not null,
  primary key (tool_id, number)
);

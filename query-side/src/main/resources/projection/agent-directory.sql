create table agent (
  agent_id       text collate "C" primary key,
  tenant         text             not null,
  slug           text collate "C" not null,
  kind           text             not null,
  status         text             not null,
  tags           text[]           not null,
  search         text             not null,
  latest_number  int              not null,
  active_number  int,
  stream_version bigint           not null,
  view           text             not null
);
create index agent_by_slug on agent (tenant, slug);

create table agent_version (
  agent_id   text collate "C" not null,
  number     int              not null,
  tenant     text             not null,
  hash       text collate "C" not null,
  edited_by  text             not null,
  edited_at  timestamptz      not null,
  definition text             not null,
  primary key (agent_id, number)
);

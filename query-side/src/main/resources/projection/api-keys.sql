create table api_key (
  key_id         text collate "C" primary key,
  project        text             not null,
  name           text collate "C" not null,
  stream_version bigint           not null,
  view           text             not null
);
create index api_key_by_name on api_key (project, name, key_id);

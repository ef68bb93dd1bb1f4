create table credential (
  credential_id  text collate "C" primary key,
  tenant         text             not null,
  name           text collate "C" not null,
  stream_version bigint           not null,
  view           text             not null
);
create index credential_by_name on credential (tenant, name);

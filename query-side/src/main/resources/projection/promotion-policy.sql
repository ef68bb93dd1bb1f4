create table promotion_policy (
  tenant         text   primary key,
  stream_version bigint not null,
  view           text   not null
);

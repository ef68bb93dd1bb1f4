create table price_book (
  tenant         text   not null,
  version        int    not null,
  stream_version bigint not null,
  view           text   not null,
  primary key (tenant, version)
);

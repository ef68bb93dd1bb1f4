create table budget_book (
  book_id        text   collate "C" primary key,
  tenant         text   not null unique,
  stream_version bigint not null,
  book           text   not null
);

-- What opens the door: the SHA-256 of each key's secret. What the key may do, and until when, is in the log.
create table key_secret (
  digest bytea primary key,
  key_id text not null unique,
  -- Attempt of the request that wrote the row; an earlier attempt that comes late replaces nothing.
  fence bigint not null
);

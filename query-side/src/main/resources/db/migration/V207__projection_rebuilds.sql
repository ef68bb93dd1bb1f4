-- Generations that are, or were, brought up to the log in order to be read.
create table projection_rebuild (
  rebuild_id text             primary key,
  projection text             not null,
  kind       text             not null,
  generation int              not null,
  version    int              not null,
  state      text             not null,
  switching  text             not null,
  confirmed  boolean          not null default false,
  comparison text,
  reason     text,
  position   bigint           not null default 0,
  events     bigint           not null default 0,
  rate       double precision not null default 0,
  started_by text             not null,
  started_at timestamptz      not null default clock_timestamp(),
  ended_at   timestamptz
);
create index projection_rebuild_by_age on projection_rebuild (projection, started_at desc);
create unique index projection_rebuild_open on projection_rebuild (projection)
  where state not in ('SWITCHED', 'CANCELLED');

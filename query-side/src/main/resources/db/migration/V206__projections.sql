-- What each filling of a read model is; its tables are in the schema <projection>_g<generation>.
create table projection_generation (
  projection text        not null,
  generation int         not null,
  version    int         not null,
  ddl        text        not null,
  segments   int         not null,
  state      text        not null check (state in ('FILLING', 'ACTIVE', 'PREVIOUS')),
  created_at timestamptz not null default now(),
  primary key (projection, generation)
);
create unique index projection_generation_read on projection_generation (projection)
  where state = 'ACTIVE';

-- How far each part has come, and which process writes it.
create table projection_segment (
  projection  text   not null,
  generation  int    not null,
  segment     int    not null,
  position    bigint not null default 0,
  owner       text,
  lease_until timestamptz,
  primary key (projection, generation, segment),
  foreign key (projection, generation) references projection_generation on delete cascade
) with (fillfactor = 50);

-- Events that could not be digested and those of the same stream behind them: where they are in the log.
create table projection_dead_letter (
  projection text             not null,
  generation int              not null,
  stream_id  text collate "C" not null,
  position   bigint           not null,
  event_id   text             not null,
  contract   text             not null,
  tenant     text             not null,
  cause      text,
  parked_at  timestamptz      not null default now(),
  last_tried timestamptz      not null default now(),
  primary key (projection, generation, stream_id, position),
  foreign key (projection, generation) references projection_generation on delete cascade
);

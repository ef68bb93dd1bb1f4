-- Runs that have not ended, with all that a worker needs to go on with one. step, attempt, envelope
-- and invoked_at are there while code is to be executed. A row goes when its run ends.
create table run_work (
  run_id text primary key,
  agent_id text not null,
  agent_slug text not null,
  version_number integer not null,
  version_hash text not null,
  input text not null,
  limits text not null,
  step integer,
  attempt integer,
  envelope text,
  invoked_at timestamp with time zone,
  check ((step is null) = (attempt is null)
    and (step is null) = (envelope is null)
    and (step is null) = (invoked_at is null))
);

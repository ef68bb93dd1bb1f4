-- Runs that have not ended, and the effects of theirs that are out.
--
-- The rows of V302 say too little, so they are made anew: without its tokens, run-work reads the log
-- from its first event on, and takes up what it finds open as it does what a lost node left behind.
drop table run_work;

-- deadline is absent while the run rests, and without a limit; left_millis is there while it rests.
create table run_work (
  run_id text primary key,
  parent_run_id text,
  parent_call_id text,
  envelope text not null,
  deadline timestamp with time zone,
  left_millis bigint,
  requested_at timestamp with time zone not null,
  check ((parent_run_id is null) = (parent_call_id is null)),
  check (deadline is null or left_millis is null)
);

create index run_work_deadline on run_work (deadline) where deadline is not null;
create index run_work_parent on run_work (parent_run_id) where parent_run_id is not null;

-- effect: 'code', 'model', or the id of a tool call.
create table run_effect (
  run_id text not null,
  effect text not null,
  step integer not null,
  attempt integer not null,
  not_before timestamp with time zone not null,
  envelope text not null,
  child_run_id text,
  intended_at timestamp with time zone not null,
  primary key (run_id, effect)
);

create index run_effect_intended on run_effect (intended_at);

do $$
begin
  if to_regclass('token_entry') is not null then
    delete from token_entry where processor_name = 'run-work';
  end if;
end $$;

-- Calls with an effect that somebody began to make, so that nobody else does.
create table run_call_begun (
  run_id text not null,
  call_id text not null,
  attempt integer not null,
  primary key (run_id, call_id, attempt)
);

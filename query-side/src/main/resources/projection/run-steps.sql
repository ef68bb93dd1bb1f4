create table run_step (
  run_id  text collate "C" not null,
  -- The call's id, the model call's step, or code.
  effect  text collate "C" not null,
  tenant  text             not null,
  begun   bigint           not null,
  version bigint           not null,
  status  text             not null,
  since   timestamptz      not null,
  view    text             not null,
  -- What a tool is called with, until the call has an end.
  request text,
  primary key (run_id, effect)
);
create index run_step_by_begin on run_step (run_id, begun);
create index run_step_unknown on run_step (tenant, since, run_id, effect)
  where status = 'UNKNOWN';

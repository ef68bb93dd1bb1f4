create table run_step (
  run_id        text collate "C" not null,
  -- The call's id, the model call's step, or code.
  effect        text collate "C" not null,
  tenant        text             not null,
  begun         bigint           not null,
  version       bigint           not null,
  status        text             not null,
  since         timestamptz      not null,
  -- In the index, which the other statuses of a step then leave alone.
  unknown_since timestamptz      generated always as (case status when 'UNKNOWN' then since end) stored,
  view          text             not null,
  -- What a tool is called with, until the call has an end.
  request       text,
  primary key (run_id, effect)
  -- Most rows are written twice within a second: the room is for that.
) with (fillfactor = 70);
create index run_step_by_begin on run_step (run_id, begun);
create index run_step_unknown on run_step (tenant, unknown_since, run_id, effect)
  where unknown_since is not null;

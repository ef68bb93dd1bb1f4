create table run (
  run_id          text collate "C" primary key,
  tenant          text             not null,
  agent_id        text             not null,
  status          text             not null,
  -- In the index, which the other statuses of a run then leave alone.
  suspended       boolean          generated always as (status = 'SUSPENDED') stored,
  mode            text             not null,
  kind            text             not null,
  conversation_id text collate "C",
  parent_id       text collate "C",
  -- The run that this one replays or goes on from.
  origin_id       text collate "C",
  -- How many of its calls wait for people.
  waiting         bigint           not null,
  labels          jsonb            not null,
  requested_at    timestamptz      not null,
  stream_version  bigint           not null,
  -- Without input, output and arguments, which lists do not read.
  view            text             not null,
  input           text,
  output          text,
  -- Calls without an end; none of most rows.
  open            text
  -- Most rows are written several times within a second: the room is for that.
) with (fillfactor = 70);
create index run_by_age on run (tenant, requested_at desc, run_id desc);
create index run_by_agent on run (tenant, agent_id, requested_at desc, run_id desc);
create index run_by_label on run using gin (labels jsonb_path_ops);
create index run_by_conversation on run (conversation_id, requested_at desc, run_id desc)
  where conversation_id is not null;
create index run_by_parent on run (parent_id, requested_at desc, run_id desc)
  where parent_id is not null;
create index run_by_origin on run (origin_id, requested_at desc, run_id desc)
  where origin_id is not null;
-- Few rows at any time, whatever the number of runs.
create index run_suspended on run (tenant, requested_at desc, run_id desc)
  where suspended;
create index run_waiting on run (tenant, requested_at desc, run_id desc) where (waiting > 0);

create table run (
  run_id         text collate "C" primary key,
  tenant         text             not null,
  agent_id       text             not null,
  status         text             not null,
  mode           text             not null,
  labels         jsonb            not null,
  requested_at   timestamptz      not null,
  stream_version bigint           not null,
  -- Without input and output, which lists do not read.
  view           text             not null,
  input          text,
  output         text
);
create index run_by_age on run (tenant, requested_at desc, run_id desc);
create index run_by_agent on run (tenant, agent_id, requested_at desc, run_id desc);
create index run_by_label on run using gin (labels jsonb_path_ops);

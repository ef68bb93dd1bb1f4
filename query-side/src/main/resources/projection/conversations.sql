create table conversation (
  conversation_id text collate "C" primary key,
  tenant          text             not null,
  agent_id        text             not null,
  status          text             not null,
  opened_by       text             not null,
  labels          jsonb            not null,
  opened_at       timestamptz      not null,
  stream_version  bigint           not null,
  view            text             not null
);
create index conversation_by_age on conversation (tenant, opened_at desc, conversation_id desc);
create index conversation_by_agent
  on conversation (tenant, agent_id, opened_at desc, conversation_id desc);
create index conversation_by_label on conversation using gin (labels jsonb_path_ops);

-- One row for each turn and each reply of a person; what was said is JSON text.
create table conversation_turn (
  conversation_id text collate "C" not null,
  turn_id         text collate "C" not null,
  tenant          text             not null,
  number          bigint           not null,
  status          text             not null,
  content         text             not null,
  said_by         text             not null,
  run_id          text,
  answer          text,
  outcome         text,
  error           text,
  in_context      boolean          not null,
  said_at         timestamptz      not null,
  ended_at        timestamptz,
  -- Sequence of the event that gave it its status.
  changed         bigint           not null,
  primary key (conversation_id, turn_id)
);
create index conversation_turn_by_number on conversation_turn (conversation_id, number);

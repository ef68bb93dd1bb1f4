-- How far each processor has come, and which node holds which segment.
create table token_entry (
  processor_name text not null,
  segment        integer not null,
  token          bytea,
  token_type     text,
  timestamp      text,
  owner          text,
  primary key (processor_name, segment)
);

create table saga_entry (
  saga_id         text primary key,
  saga_type       text,
  revision        text,
  serialized_saga bytea
);

create table saga_association (
  id                bigint generated always as identity primary key,
  association_key   text,
  association_value text,
  saga_type         text,
  saga_id           text
);
create index saga_association_by_value
  on saga_association (saga_type, association_key, association_value);
create index saga_association_by_saga on saga_association (saga_id, saga_type);

-- Events that a handler could not digest, and those that wait behind them.
create table dead_letter (
  dead_letter_id      text primary key,
  processing_group    text not null,
  sequence_identifier text not null,
  sequence_index      bigint not null,
  message_type        text not null,
  event_identifier    text not null,
  time_stamp          text not null,
  payload_type        text not null,
  payload_revision    text,
  payload             bytea not null,
  meta_data           bytea,
  aggregate_type      text,
  aggregate_identifier text,
  sequence_number     bigint,
  token_type          text,
  token               bytea,
  enqueued_at         text not null,
  last_touched        text,
  processing_started  text,
  cause_type          text,
  cause_message       text,
  diagnostics         bytea,
  unique (processing_group, sequence_identifier, sequence_index)
);

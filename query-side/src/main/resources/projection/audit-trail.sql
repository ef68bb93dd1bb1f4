-- What events are found by; the events themselves are in the log.
create table audit_trail (
  position       bigint           primary key,
  tenant         text collate "C" not null,
  recorded_at    timestamptz      not null,
  actor          text collate "C" not null,
  contract       text collate "C" not null,
  stream_id      text collate "C" not null,
  correlation_id text collate "C",
  agent_id       text collate "C"
);
create index audit_trail_by_tenant on audit_trail (tenant, position);
create index audit_trail_by_time on audit_trail (tenant, recorded_at);
create index audit_trail_by_contract on audit_trail (tenant, contract, position);
create index audit_trail_by_actor on audit_trail (tenant, actor, position);
create index audit_trail_by_stream on audit_trail (stream_id, position);
create index audit_trail_by_correlation on audit_trail (correlation_id, position)
  where correlation_id is not null;
create index audit_trail_by_agent on audit_trail (agent_id, position) where agent_id is not null;
create index audit_trail_by_approval on audit_trail (tenant, agent_id)
  where contract = 'approval.requested';

-- What events are found by; the events themselves are in the log. Names are written as keys: numbers
-- that their SHA-256 begins with, each of the tenant's own. Ids that were made one after the other
-- stay neighbours as uuid.
create table audit_trail (
  position    bigint      not null,
  recorded_at timestamptz not null,
  tenant      bigint      not null,
  actor       bigint      not null,
  contract    bigint      not null,
  stream      uuid        not null,
  correlation uuid,
  agent       bigint,
  primary key (tenant, position)
);
create index audit_trail_by_time on audit_trail (tenant, recorded_at);
create index audit_trail_by_contract on audit_trail (contract, position);
create index audit_trail_by_actor on audit_trail (actor, position);
create index audit_trail_by_stream on audit_trail (stream, position);
create index audit_trail_by_correlation on audit_trail (correlation, position)
  where correlation is not null;
create index audit_trail_by_agent on audit_trail (agent, position) where agent is not null;
-- Which approvals are about an agent.
create table audit_approval (
  position  bigint           primary key,
  agent     bigint           not null,
  stream    uuid             not null,
  stream_id text collate "C" not null
);
create index audit_approval_by_agent on audit_approval (agent);

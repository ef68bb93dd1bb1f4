-- What events are found by; the events themselves are in the log. Names are written as keys: numbers
-- that their SHA-256 begins with, each of the tenant's own. Ids that were made one after the other
-- stay neighbours as uuid.
--
-- What is alike in all that within 1,024 positions of the log, a block, shares a row.
create table audit_trail (
  block       bigint        not null,
  tenant      bigint        not null,
  actor       bigint        not null,
  contract    bigint        not null,
  stream      uuid          not null,
  correlation uuid,
  agent       bigint,
  -- When the first of them was recorded.
  since       timestamptz   not null,
  positions   bigint[]      not null,
  recorded_at timestamptz[] not null,
  unique nulls not distinct (stream, block, contract, actor, correlation, agent, tenant)
  -- A row grows for a moment: the room is for that.
) with (fillfactor = 80);
create index audit_trail_by_tenant on audit_trail (tenant, block);
create index audit_trail_by_time on audit_trail (tenant, since);
create index audit_trail_by_contract on audit_trail (contract, block);
create index audit_trail_by_actor on audit_trail (actor, block);
create index audit_trail_by_correlation on audit_trail (correlation, block)
  where correlation is not null;
create index audit_trail_by_agent on audit_trail (agent, block) where agent is not null;
-- Which approvals are about an agent.
create table audit_approval (
  position  bigint           primary key,
  agent     bigint           not null,
  stream    uuid             not null,
  stream_id text collate "C" not null
);
create index audit_approval_by_agent on audit_approval (agent);

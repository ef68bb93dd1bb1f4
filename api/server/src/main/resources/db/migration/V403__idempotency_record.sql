-- First answers to requests with an idempotency key. Neither key nor answer can be read from here: the key is
-- a SHA-256, the answer is encrypted with what only the caller has.
create sequence idempotency_claim;

create table idempotency_record (
  tenant text not null,
  key_digest bytea not null,
  fingerprint bytea not null,
  -- Which attempt is at it; grows with each.
  claim bigint not null unique,
  lease_until timestamptz not null,
  -- Null while the request is under way.
  answer bytea,
  created_at timestamptz not null,
  primary key (tenant, key_digest)
);

create index idempotency_record_age on idempotency_record (created_at);

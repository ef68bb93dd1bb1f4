-- Secrets of credentials, encrypted under the master key that key_id names. A row whose secret no
-- credential names is swept. token is what was fetched with the secret; only one node at a time
-- renews it.
create table credential_secret (
  tenant        text             not null,
  credential_id text collate "C" not null,
  secret_id     text collate "C" not null,
  fence         bigint           not null,
  key_id        text             not null,
  sealed        bytea            not null,
  token         bytea,
  token_version bigint           not null default 0,
  lease_until   timestamptz,
  kept_at       timestamptz      not null,
  primary key (tenant, credential_id, secret_id)
);
create index credential_secret_by_age on credential_secret (kept_at);

-- Everything that ever happened, in the order in which it was recorded. Rows are never changed.
--
-- transaction_id stands first, so that a transaction has its id before it draws a position: a
-- reader that sees a position can then tell which transactions may still fill a gap below it.
--
-- Ids, names and times are compared byte by byte, not by a language's rules; recorded_at has one
-- fixed ISO 8601 form in UTC, so its text order is its order in time.

create table blob (
    digest  text collate "C" primary key,
    content text not null
);

comment on table blob is 'Large payloads of events by the sha-256 of their text; equal ones are kept once';

create table event (
    transaction_id xid8             not null default pg_current_xact_id(),
    position       bigint generated always as identity primary key,
    event_id       text collate "C" not null unique,
    stream_type    text collate "C" not null,
    stream_id      text collate "C" not null,
    sequence       bigint           not null,
    recorded_at    text collate "C" not null,
    contract       text collate "C" not null,
    revision       text collate "C" not null,
    metadata       text             not null,
    payload        text             not null,

    -- What events are found by, taken from the JSON. PostgreSQL cannot hold U+0000, which JSON may
    -- name, so it is not looked at.
    tenant         text collate "C" not null generated always as (
        replace(metadata, '\u0000', '\ufffd')::jsonb ->> 'tenant') stored,
    actor          text collate "C" not null generated always as (
        replace(metadata, '\u0000', '\ufffd')::jsonb ->> 'actor') stored,
    correlation_id text collate "C" generated always as (
        replace(metadata, '\u0000', '\ufffd')::jsonb ->> 'correlationId') stored,
    agent_id       text collate "C" generated always as (
        coalesce(
            replace(payload, '\u0000', '\ufffd')::jsonb ->> 'agentId',
            replace(payload, '\u0000', '\ufffd')::jsonb #>> '{subject,id}')) stored,
    blob_digest    text collate "C" generated always as (
        case when starts_with(payload, '{"$blob":"') then substr(payload, 11, 71) end
    ) stored references blob (digest),

    unique (stream_id, sequence)
);

comment on column event.payload is 'JSON; of a large payload only {"$blob":"sha256:...", and its ids}';

create index event_recorded_at on event (recorded_at);
create index event_contract on event (contract, position);
create index event_actor on event (actor, position);
create index event_correlation on event (correlation_id, position);
create index event_agent on event (agent_id, position);

create view event_with_payload as
select e.transaction_id,
       e.position,
       e.event_id,
       e.stream_type,
       e.stream_id,
       e.sequence,
       e.recorded_at,
       e.contract,
       e.revision,
       e.metadata,
       coalesce(b.content, e.payload) as payload,
       e.tenant,
       e.actor,
       e.correlation_id,
       e.agent_id
from event e
left join blob b on b.digest = e.blob_digest;

comment on view event_with_payload is 'The log with every payload in full';

-- States of streams, so that long ones need not be read from their beginning. Can be deleted.
create table snapshot (
    event_id    text collate "C" not null unique,
    stream_type text collate "C" not null,
    stream_id   text collate "C" not null,
    sequence    bigint           not null,
    recorded_at text collate "C" not null,
    contract    text             not null,
    revision    text,
    metadata    text             not null,
    payload     text             not null,
    primary key (stream_id, sequence)
);

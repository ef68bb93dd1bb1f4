-- Everything that ever happened, in the order in which it was recorded. Rows are never changed.
--
-- Rows are lean: names are small integers, ids are bytes, and the JSON of payload and metadata is
-- kept as bytes that the database never reads. Whoever looks for events by what they say keeps a
-- read model.

-- Names of contracts with their revision, and of stream types without one. Only ever added to.
create table dictionary (
    id       smallint generated always as identity primary key,
    name     text collate "C" not null,
    revision text collate "C" not null default '',
    unique (name, revision)
);

-- The head of every stream. Whoever appends begins this row, or advances its version from the very
-- one that was expected; that, and no index on the events, makes sequences unique.
create table stream (
    key            bigint generated always as identity primary key,
    first_position bigint           not null,
    version        int              not null,
    type           smallint         not null,
    tenant         text collate "C" not null,
    id             text collate "C" not null unique
) with (fillfactor = 70);

comment on column stream.version is 'The sequence of its last event';
comment on column stream.first_position is 'No event of the stream stands before this position';

create table event (
    position       bigint   generated always as identity,
    stream         bigint   not null,
    recorded_at    bigint   not null,
    event_id       uuid     not null,
    command_id     uuid,
    correlation_id uuid,
    causation_id   uuid,
    sequence       int      not null,
    contract       smallint not null,
    trace          bytea,
    metadata       bytea    not null,
    payload        bytea    not null,
    primary key (position) with (fillfactor = 100)
) partition by range (position);

comment on column event.recorded_at is 'Milliseconds since 1970 in UTC';
comment on column event.metadata is 'JSON without the ids that have columns; an id of another form than theirs is in here';
comment on column event.trace is 'The four parts of traceparent';
comment on column event.payload is 'JSON; of a large payload only {"$blob":"sha256:..."}';

create index event_stream on event (stream, sequence);

-- The open partition; a new one begins with each period.
create table event_from_0 partition of event for values from (0) to (maxvalue);

create table blob (
    digest  text collate "C" primary key,
    content bytea not null
);

comment on table blob is 'Large payloads of events by the sha-256 of their text; equal ones are kept once';

create view event_with_payload as
select e.position,
       e.event_id::text as event_id,
       kind.name as stream_type,
       s.id as stream_id,
       e.stream as stream_key,
       e.sequence,
       to_char(timestamp 'epoch' + e.recorded_at * interval '1 millisecond',
               'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') collate "C" as recorded_at,
       c.name as contract,
       c.revision,
       '{' || concat_ws(',',
           '"commandId":"' || e.command_id || '"',
           '"correlationId":"' || e.correlation_id || '"',
           '"causationId":"' || e.causation_id || '"',
           '"traceparent":"' || regexp_replace(encode(e.trace, 'hex'),
               '^(.{2})(.{32})(.{16})(.{2})$', '\1-\2-\3-\4') || '"',
           nullif(convert_from(substr(e.metadata, 2, octet_length(e.metadata) - 2), 'UTF8'), '')
       ) || '}' as metadata,
       convert_from(
           case when substr(e.payload, 1, 10) = '{"$blob":"'::bytea
                then (select b.content from blob b
                      where b.digest = convert_from(substr(e.payload, 11, 71), 'UTF8'))
                else e.payload end, 'UTF8') as payload,
       s.tenant
from event e
join stream s on s.key = e.stream
join dictionary kind on kind.id = s.type
join dictionary c on c.id = e.contract;

comment on view event_with_payload is 'The log as text, with every payload in full';

-- States of streams, so that long ones need not be read from their beginning. Can be deleted.
create table snapshot (
    stream      bigint primary key,
    sequence    int    not null,
    recorded_at bigint not null,
    event_id    uuid   not null,
    state       text collate "C" not null,
    revision    text collate "C",
    metadata    bytea  not null,
    payload     bytea  not null
);

comment on column snapshot.state is 'The type of the state; with its revision not a contract, since nobody else reads it';

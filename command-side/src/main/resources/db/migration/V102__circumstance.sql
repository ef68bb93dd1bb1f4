-- Who recorded, and for whom: what the envelopes of many events have in common. Only ever added to.
create table circumstance (
    id             int generated always as identity primary key,
    tenant         text collate "C",
    actor          text collate "C",
    authentication text collate "C",
    on_behalf_of   text collate "C",
    correlation    text collate "C",
    unique nulls not distinct (tenant, actor, authentication, on_behalf_of, correlation)
);

comment on column circumstance.correlation is 'What the id of the chain begins with, when it is no plain uuid';

alter table event add column circumstance int;
alter table event alter column metadata drop not null;

comment on column event.circumstance is 'Absent where the metadata says it all, as it did at first';
comment on column event.metadata is 'JSON of what neither the ids nor the circumstance say; an id of another form is in here';

create or replace view event_with_payload as
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
           '"correlationId":"' || coalesce(
               m.correlation || replace(e.correlation_id::text, '-', ''),
               e.correlation_id::text) || '"',
           '"causationId":"' || e.causation_id || '"',
           '"traceparent":"' || regexp_replace(encode(e.trace, 'hex'),
               '^(.{2})(.{32})(.{16})(.{2})$', '\1-\2-\3-\4') || '"',
           '"tenant":' || to_json(m.tenant),
           '"actor":' || to_json(m.actor),
           '"authentication":' || to_json(m.authentication),
           '"onBehalfOf":' || to_json(m.on_behalf_of),
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
left join circumstance m on m.id = e.circumstance
join dictionary kind on kind.id = s.type
join dictionary c on c.id = e.contract;

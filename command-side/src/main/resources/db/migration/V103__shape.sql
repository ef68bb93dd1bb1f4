-- What the JSON of many payloads has in common: names of fields and all that stands between the
-- values. Only ever added to.
create table shape (
    id   smallint generated always as identity primary key,
    text text collate "C" not null unique
);

comment on column shape.text is 'JSON in which a line break stands for a value, and a byte 1 for the id of the stream';

alter table event add column shape smallint;

comment on column event.shape is 'Absent where the payload is kept as it is';
comment on column event.payload is
    'The values of the shape, a line each; JSON where there is no shape; of a large payload only {"$blob":"sha256:..."}';

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
       case when e.shape is not null
            then (select string_agg(concat(between, value), '' order by number)
                  from unnest(string_to_array(replace(shape.text, E'\x01', s.id), E'\n'),
                              string_to_array(convert_from(e.payload, 'UTF8'), E'\n'))
                    with ordinality as part (between, value, number))
            when substr(e.payload, 1, 10) = '{"$blob":"'::bytea
            then convert_from((select b.content from blob b
                               where b.digest = convert_from(substr(e.payload, 11, 71), 'UTF8')),
                              'UTF8')
            else convert_from(e.payload, 'UTF8') end as payload,
       s.tenant
from event e
join stream s on s.key = e.stream
left join circumstance m on m.id = e.circumstance
left join shape on shape.id = e.shape
join dictionary kind on kind.id = s.type
join dictionary c on c.id = e.contract;

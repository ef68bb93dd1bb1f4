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

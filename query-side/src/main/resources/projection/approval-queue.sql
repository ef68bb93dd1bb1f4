create table approval (
  approval_id    text collate "C" primary key,
  tenant         text             not null,
  status         text             not null,
  subject_kind   text             not null,
  subject_id     text             not null,
  subject_label  text             not null,
  -- Who can no longer decide: barred from the start, or has decided.
  excluded       text[]           not null,
  requested_at   timestamptz      not null,
  stream_version bigint           not null,
  view           text             not null
);
create index approval_by_age on approval (tenant, requested_at desc, approval_id desc);
create index approval_pending on approval (tenant, requested_at desc, approval_id desc)
  where status = 'PENDING';

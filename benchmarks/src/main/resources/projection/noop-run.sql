create table noop_run (
    run_id     text collate "C" primary key,
    status     text not null,
    steps      bigint not null,
    sequence   bigint not null,
    changed_at timestamptz not null
);

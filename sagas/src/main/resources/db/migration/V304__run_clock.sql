-- Events may be brought again: a clock is stopped and set going by each of them once.
alter table run_work add column clock_sequence bigint not null default -1;

comment on column run_work.clock_sequence is 'Of the event of the run that last stopped the clock or set it going';

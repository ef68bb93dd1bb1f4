-- How many calls of a tool are left; one row for each tool that has a quota.
create table tool_quota (
  tool_id   text collate "C" primary key,
  left_over double precision not null,
  filled_at timestamptz      not null
);

-- V103 was released in two forms: at first it made the view event_with_payload too, which R__ has made anew since. What an
-- installation of the first form has is the same, so that it counts as one of the second.
do $$
begin
  if to_regclass('flyway_schema_history') is not null then
    update flyway_schema_history set checksum = 1698015430
    where version = '103' and checksum = -1482192065;
  end if;
end
$$;

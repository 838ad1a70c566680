-- The endpoints of an upstream in the row of the whole upstream, as one value: lists of endpoints are made of these, where a row for
-- each endpoint would take longer. Hours and days of before have none.
alter table call_hour add column endpoints bytea;
alter table call_hour alter column endpoints set storage external;
alter table call_day add column endpoints bytea;
alter table call_day alter column endpoints set storage external;

-- Five minutes become a step like hours: made of minutes where a mark says so, with their endpoints, and hours are made of them.
-- Of those there are no rows but these: what lists need, and the other times, which only hours are made of.
alter table rollup_due drop constraint rollup_due_step_check;
alter table rollup_due add constraint rollup_due_step_check check (step in ('FIVE_MINUTES', 'HOUR', 'DAY'));

truncate call_five_minutes;
alter table call_five_minutes add column endpoints bytea not null;
alter table call_five_minutes alter column endpoints set storage external;
alter table call_five_minutes add column endpoint_times bytea not null;
alter table call_five_minutes alter column endpoint_times set storage external;

-- Up to a day after the last one that has minutes by now five minutes count as dropped: there hours go on being made of minutes, also
-- where a node of the version before still writes and marks hours.
insert into rollup_horizon as known (name, before)
select 'call_five_minutes', (max(minute) at time zone 'UTC')::date + 2 from call_minute where endpoint_id = 0
having max(minute) is not null
on conflict (name) do update set before = greatest(known.before, excluded.before);

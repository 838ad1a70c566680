-- Planned work that comes every week, and who changed a silence from which version.
alter table silence add column weekly boolean not null default false; -- from begins_at to ends_at, and again each week
alter table silence add column zone text not null default 'UTC' check (length(zone) between 1 and 60); -- whose clock it goes by
alter table silence add column until timestamptz; -- from then on no more; null: until somebody ends it
alter table silence add column version bigint not null default 1;
alter table silence add constraint silence_weekly check (weekly or until is null);

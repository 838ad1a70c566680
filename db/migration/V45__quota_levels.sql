-- Where the operating level of a quota was last: what its controller learned, or what a refusal lowered. Of the version it was learned by.
create table quota_level (
    quota_id bigint not null primary key references quota (id) on delete cascade,
    version  bigint not null,
    weight   bigint not null check (weight > 0),
    at       timestamptz not null -- when it was still so, give or take an hour
);

-- What was worth knowing and somebody turned away, with how much of it there was then.
create table notice_dismissed (
    key         text             primary key check (length(key) between 1 and 200),
    upstream_id bigint references upstream (id) on delete cascade, -- null: of no single upstream
    title       text             not null,
    measure     double precision not null, -- how bad it was: what is half as bad again is told again
    reason      text             not null check (length(reason) between 1 and 500),
    who         text             not null check (length(who) between 1 and 100),
    at          timestamptz      not null,
    version     bigint           not null -- of the decision, for optimistic locking
);

create index notice_dismissed_upstream on notice_dismissed (upstream_id);
create index notice_dismissed_at on notice_dismissed (at);

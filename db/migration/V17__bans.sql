-- Scopes that are or were frozen because a provider banned or refused their calls.
create table ban (
    upstream_id bigint      not null references upstream (id) on delete cascade,
    quota_id    bigint      not null, -- 0: the whole upstream; no reference, for the ban outlives a removed quota
    budget      boolean     not null, -- one budget of the quota, not all of it
    key_hash    bigint      not null, -- keyed hash of the provider's API key; 0: of none
    caller      text        not null check (length(caller) <= 200), -- empty: of all
    endpoint    text        not null check (length(endpoint) <= 2000), -- empty: of all
    kind        text        not null check (kind in ('BANNED', 'NEAR_BAN', 'REFUSED')),
    since       timestamptz not null,
    until       timestamptz not null,
    reason      text        not null check (length(reason) between 1 and 500),
    lifted_at   timestamptz,
    lifted_why  text check (length(lifted_why) between 1 and 200),
    primary key (upstream_id, quota_id, budget, key_hash, caller, endpoint, since),
    check (quota_id <> 0 or not budget),
    check ((lifted_at is null) = (lifted_why is null)),
    check (until > since)
);

create index ban_until on ban (until);

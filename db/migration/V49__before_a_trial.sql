-- What happened in the hour before a trial: the harm of the advice is looked for against it as well. 0 calls: not known.
alter table trial
    add column before_calls   bigint not null default 0,
    add column before_failed  bigint not null default 0,
    add column before_refused bigint not null default 0, -- by the provider
    add column before_slow    bigint not null default 0;

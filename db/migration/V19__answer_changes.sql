-- How the answers of endpoints change, as the cache saw it: what the effect of a TTL is estimated from. The newest 2,500 rows are kept.
create table answer_change (
    endpoint_id bigint      primary key,
    upstream_id bigint      not null references upstream (id) on delete cascade,
    changed     bigint[]    not null, -- refetches that brought another answer, by class of the time between, four a doubling from 10 ms
    unchanged   bigint[]    not null, -- refetches that brought the same
    asked       bigint[]    not null, -- requests, by class of the time since the one before
    first       bigint      not null check (first >= 0), -- requests for what was not kept
    noted_at    timestamptz not null,
    check (cardinality(changed) = cardinality(unchanged) and cardinality(changed) = cardinality(asked)),
    check (cardinality(changed) between 1 and 1000),
    check (0 <= all (changed) and 0 <= all (unchanged) and 0 <= all (asked))
);

create index answer_change_upstream on answer_change (upstream_id);
create index answer_change_noted on answer_change (noted_at);

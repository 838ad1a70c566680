-- What is kept of the past to be played again: when calls came, and which of a sample of URLs they asked for.
-- Partitions are made by the application, one a day.
create table replay_minute (
    minute              timestamptz not null,
    node                smallint    not null,
    upstream_id         bigint      not null,
    endpoint_id         bigint      not null,
    calls               bigint      not null,
    cached              bigint      not null,
    queued              bigint      not null,
    refused_by_us       bigint      not null,
    refused_by_provider bigint      not null,
    failed              bigint      not null,
    arrivals            bytea       not null, -- seconds since the one before and calls in it, as varints
    urls_below          bigint      not null, -- URLs are in the sample whose hash of 31 bits is below this
    urls                bytea       not null  -- seconds since the one before, hash in 4 bytes, requests, bytes of the body
) partition by range (minute);

create index replay_minute_endpoint on replay_minute (upstream_id, endpoint_id, minute);

-- How far each process has come, written together with its rows; see call_minute_writer.
create table replay_writer (
    node       smallint    not null,
    run        uuid        not null,
    batch      bigint      not null,
    written_at timestamptz not null,
    primary key (node, run)
);

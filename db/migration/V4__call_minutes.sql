-- What was counted in each minute, a row an endpoint; partitions are made ahead by the application, one a day.
create table call_minute (
    minute              timestamptz not null, -- its beginning
    node                smallint    not null,
    minutes             smallint    not null check (minutes between 1 and 1440), -- more than 1 after a long outage
    upstream_id         bigint      not null,
    endpoint_id         bigint      not null, -- 0: all endpoints of the upstream together
    -- calls by status class and by outcome; null instead of 0, which takes no room
    none                bigint,
    informational       bigint,
    success             bigint,
    redirection         bigint,
    client_error        bigint,
    server_error        bigint,
    served              bigint,
    cached              bigint,
    queued              bigint,
    refused_by_us       bigint,
    refused_by_provider bigint,
    failed              bigint,
    aborted_by_caller   bigint,
    bytes_in            bigint,
    bytes_out           bigint,
    -- times in microseconds as sparse log-linear histograms; null instead of an empty one
    total               bytea,
    first_byte          bytea,
    overhead            bytea
) partition by range (minute);

-- Several rows of one minute and endpoint add up: nodes, and a process that was started again within the minute.
create index call_minute_endpoint on call_minute (endpoint_id, minute);
create index call_minute_minute on call_minute using brin (minute) with (pages_per_range = 16);

-- How far each process has come, written together with its rows: a batch sent again is known and not counted twice.
create table call_minute_writer (
    node       smallint    not null,
    run        uuid        not null,
    batch      bigint      not null,
    written_at timestamptz not null,
    primary key (node, run)
);

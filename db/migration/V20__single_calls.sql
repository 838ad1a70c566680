-- Single calls that were kept to be looked at. Partitions are made by the application, one a day.
create table single_call (
    at          timestamptz not null, -- when it began
    id          bigint      not null, -- tells calls of one time apart, in lists that are read page by page
    upstream_id bigint      not null,
    endpoint_id bigint      not null,
    why         smallint    not null, -- it was kept: 0 not answered well, 1 slow, 2 a sample, 3 everything was kept
    outcome     smallint    not null, -- 0 served, 1 cached, 2 queued, 3 refused by us, 4 by the provider, 5 failed, 6 aborted
    status      smallint    not null, -- 0: no answer
    total       bigint      not null, -- times in microseconds
    first_byte  bigint      not null,
    overhead    bigint      not null,
    bytes_in    bigint      not null,
    bytes_out   bigint      not null,
    caller      text        not null,
    method      text        not null,
    target      text        not null, -- with secrets masked
    failure     text
) partition by range (at);

create index single_call_endpoint on single_call (endpoint_id, at);
create index single_call_at on single_call (at);

-- How far each process has come, written together with its rows; see call_minute_writer.
create table single_call_writer (
    node       smallint    not null,
    run        uuid        not null,
    batch      bigint      not null,
    written_at timestamptz not null,
    primary key (node, run)
);

-- Endpoints of which every call is kept for a while; without a foreign key to endpoints, which may be merged.
create table full_recording (
    endpoint_id bigint      primary key,
    upstream_id bigint      not null references upstream (id) on delete cascade,
    until       timestamptz not null
);

create index full_recording_upstream on full_recording (upstream_id);

-- What the subjects of series are called that have no row of their own anywhere: pages of browsers, labels of figures.
create table series_subject (
    kind       text        not null check (kind in ('PAGE', 'LABELS')),
    id         bigint      not null, -- a hash of the name
    name       text        not null check (length(name) between 1 and 500),
    first_seen timestamptz not null,
    primary key (kind, id)
);

-- Five minutes of calls of whole upstreams, which charts of a day are made of: made together with their hour from the sketches of
-- its minutes, and good as long as nothing is due of that hour. In partitions of a day.
create table call_five_minutes (
    five_minutes        timestamptz not null, -- its beginning
    upstream_id         bigint      not null,
    endpoint_id         bigint      not null check (endpoint_id = 0), -- as in call_minute, and so are all columns that follow
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
    total               bytea,
    first_byte          bytea,
    overhead            bytea,
    primary key (five_minutes, endpoint_id, upstream_id)
) partition by range (five_minutes);

-- Of what is there already they are made with their hours, once more.
insert into rollup_due (kind, step, at)
select distinct 'call', 'HOUR', date_trunc('hour', minute, 'UTC') from call_minute where endpoint_id = 0;

-- What lists of endpoints read of an hour or day lies in its row; the rest of a long row beside it, and nothing is compressed twice.
alter table call_hour alter column total set storage main;
alter table call_hour alter column first_byte set storage external;
alter table call_hour alter column overhead set storage external;
alter table call_day alter column total set storage main;
alter table call_day alter column first_byte set storage external;
alter table call_day alter column overhead set storage external;

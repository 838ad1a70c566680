-- How pages felt in browsers: sketches by the hour, page, class of device and vital. Days of before yesterday are one row.
create table page_vital (
    hour    timestamptz not null, -- its beginning; of what was put together that of the day, UTC
    page_id bigint      not null, -- see series_subject
    device  text        not null check (device ~ '^[A-Z]{1,20}$'),
    vital   text        not null check (vital ~ '^[A-Z]{1,20}$'),
    run     uuid        not null, -- the process that measured; rows of several add up
    count   bigint      not null check (count > 0),
    sketch  bytea       not null,
    primary key (hour, page_id, device, vital, run)
);

-- Whose pages may report, and how many of their visits do.
create table rum_origin (
    origin text primary key check (length(origin) between 8 and 200)
);

create table rum_setting (
    only_row boolean          primary key default true check (only_row),
    share    double precision not null check (share > 0 and share <= 1)
);

insert into rum_setting (share) values (1);

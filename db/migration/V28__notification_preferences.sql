-- What people want to be told of by e-mail, each for themselves.
create table notification_preference (
    account_id  bigint  primary key references account (id) on delete cascade,
    enabled     boolean not null,
    email       text    not null check (length(email) <= 320),
    least       text    not null check (least in ('INFO', 'WARNING', 'CRITICAL')),
    quiet       boolean not null, -- whether there are hours in which nothing is sent
    from_minute integer not null check (from_minute between 0 and 1439),
    until_minute integer not null check (until_minute between 0 and 1439),
    zone        text    not null check (length(zone) between 1 and 60),
    wakes       boolean not null, -- whether what is critical is sent in quiet hours too
    check (not enabled or email <> '')
);

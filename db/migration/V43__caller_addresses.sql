-- At which addresses callers were seen, and from which ones tokens were shown that are none of ours.
create table caller_address (
    caller   text        not null check (length(caller) <= 200), -- empty: whoever showed such a token
    address  text        not null check (length(address) between 1 and 100),
    first_at timestamptz not null,
    last_at  timestamptz not null,
    primary key (caller, address)
);

create index caller_address_last on caller_address (last_at);

-- Tokens refused by the address that showed them, by the hour.
create table token_refusal (
    hour    timestamptz not null, -- its beginning
    address text        not null check (length(address) between 1 and 100),
    refused bigint      not null check (refused > 0),
    primary key (hour, address)
);

-- What an account proves itself by besides a password, and how it likes to see the console.
alter table account
    add column sealed_totp      text,
    add column totp_step        bigint not null default 0, -- the last one used
    add column provider_subject text unique, -- issuer and subject; null: signs in with a password
    add column scheme           text   not null default 'SYSTEM' check (scheme in ('SYSTEM', 'LIGHT', 'DARK')),
    add column time_zone        text   not null default '' check (length(time_zone) <= 64), -- empty: the browser's
    alter column password_hash drop not null,
    add constraint account_proof check (password_hash is not null or provider_subject is not null);

create table recovery_code (
    account_id bigint not null references account (id) on delete cascade,
    hash       bytea  not null check (length(hash) = 32),
    primary key (account_id, hash)
);

-- Browsers that stay signed in; each token is used once.
create table remembered_login (
    series          bytea primary key check (length(series) = 32),
    account_id      bigint      not null references account (id) on delete cascade,
    account_version bigint      not null,
    token           bytea       not null check (length(token) = 32),
    token_before    bytea check (length(token_before) = 32),
    rotated_at      timestamptz not null,
    used_at         timestamptz not null
);

create index remembered_login_account on remembered_login (account_id);

-- Whether the demo is wanted here: a single row, written at the first start that decides it.
create table demo (
    only_row boolean primary key default true check (only_row),
    state    text        not null check (state in ('ON', 'OFF', 'REMOVED')),
    since    timestamptz not null
);

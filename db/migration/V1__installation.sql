-- What this installation is: a single row, written at the first start.
CREATE TABLE installation (
    only_row        boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    id              uuid        NOT NULL,
    key_fingerprint text        NOT NULL,
    created_at      timestamptz NOT NULL
);

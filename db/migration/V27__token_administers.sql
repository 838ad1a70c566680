-- Tokens that may change what an administrator may.
alter table api_token
    drop constraint api_token_scopes,
    add constraint api_token_scopes check (
        cardinality(scopes) > 0 and scopes <@ '{GATEWAY,INGEST,READ,OPERATE,ADMINISTER}'::text[]);

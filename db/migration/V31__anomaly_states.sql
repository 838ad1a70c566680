-- What detectors of anomalies have learnt, so that a restart forgets at most an hour.
create table anomaly_state (
    measure      text        not null check (length(measure) between 1 and 80),
    subject_kind text        not null check (subject_kind ~ '^[A-Z]{1,20}$'),
    subject_id   bigint      not null,
    upstream_id  bigint references upstream (id) on delete cascade, -- null: of none
    state        bytea       not null check (length(state) <= 1000000),
    fed_at       timestamptz not null,
    primary key (measure, subject_kind, subject_id)
);

create index anomaly_state_upstream on anomaly_state (upstream_id);

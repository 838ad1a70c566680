-- What people decide about limits and caching, and every change of it.
-- A setting's version is the number of the change that made it so; a quota's or preset's id that of its first one.
-- The names of the constraints are known to SettingRule, which has a sentence for each.
alter table upstream
    add column preset text constraint upstream_preset check (preset ~ '^[a-z0-9][a-z0-9-]{0,39}$');

create table quota (
    id              bigint  primary key,
    upstream_id     bigint  not null references upstream (id) on delete cascade,
    name            text    not null,
    enabled         boolean not null,
    preset          text, -- leads to a quota of a preset
    endpoints       jsonb   not null, -- patterns
    key_place       text,
    key_name        text,
    per_caller      boolean not null,
    per_endpoint    boolean not null,
    windows         jsonb   not null, -- {kind, capacity, periodMs}
    costs           jsonb   not null, -- {endpoint, weight, field, steps: {upTo, weight}, high}
    margin          numeric not null,
    reserve         numeric not null,
    min_interval_ms bigint  not null,
    max_wait_ms     bigint  not null,
    when_empty      text    not null,
    control_mode    text    not null check (control_mode in ('OFF', 'ADVISE', 'ON')),
    control_floor   numeric not null,
    control_ceiling numeric not null,
    version         bigint  not null,
    constraint quota_name check (name ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    constraint quota_name_taken unique (upstream_id, name),
    constraint quota_preset check (preset ~ '^[a-z0-9][a-z0-9-]{0,80}$'),
    constraint quota_endpoints check (
        jsonb_typeof(endpoints) = 'array' and jsonb_array_length(endpoints) <= 50
        and not jsonb_path_exists(endpoints, '$[*] ? (@.type() != "string"
            || !(@ like_regex "^([*]|[A-Z*][A-Z*-]{0,19} [/*][!-~]{0,149}[!-~]{0,150})$"))')),
    constraint quota_key check (
        (key_place is null) = (key_name is null)
        and key_place in ('HEADER', 'QUERY')
        and case when key_place = 'HEADER' then key_name ~ '^[!#$%&''*+.^_`|~0-9A-Za-z-]{1,100}$'
            else key_name ~ '^[!"$%''-<>-~]{1,100}$' end),
    constraint quota_windows check (jsonb_typeof(windows) = 'array' and jsonb_array_length(windows) between 1 and 4),
    constraint quota_window_kind check (not jsonb_path_exists(windows, '$[*] ? (!exists(@.kind)
        || !(@.kind == "ALIGNED" || @.kind == "ROLLING" || @.kind == "TOKEN_BUCKET" || @.kind == "DECAYING"))')),
    constraint quota_window_capacity check (not jsonb_path_exists(windows,
        '$[*] ? (@.capacity.type() != "number" || @.capacity < 1 || @.capacity > 1000000000 || !exists(@.capacity))')),
    constraint quota_window_period check (not jsonb_path_exists(windows,
        '$[*] ? (@.periodMs.type() != "number" || @.periodMs < 100 || @.periodMs > 2678400000 || !exists(@.periodMs))')),
    constraint quota_costs check (jsonb_typeof(costs) = 'array' and jsonb_array_length(costs) <= 200),
    constraint quota_cost_endpoint check (not jsonb_path_exists(costs, '$[*] ? (!exists(@.endpoint)
        || !(@.endpoint like_regex "^([*]|[A-Z*][A-Z*-]{0,19} [/*][!-~]{0,149}[!-~]{0,150})$"))')),
    constraint quota_cost_weight check (not jsonb_path_exists(costs,
        '$[*] ? (!exists(@.weight) || @.weight < 0 || @.weight > 1000000
            || exists(@.steps[*].weight ? (@ < 0 || @ > 1000000)))')),
    constraint quota_cost_table check (not jsonb_path_exists(costs, '$[*] ? (
        (exists(@.steps[*]) && !(@.field like_regex "^[!\"$%''-<>-~]{1,100}$"))
        || (exists(@.steps[*]) && !exists(@.field))
        || (@.field.type() == "string" && !exists(@.steps[*]))
        || exists(@.steps[20]))')),
    constraint quota_cost_steps check (not jsonb_path_exists(costs, '$[*].steps ? (
        @[0].upTo >= @[1].upTo || @[1].upTo >= @[2].upTo || @[2].upTo >= @[3].upTo || @[3].upTo >= @[4].upTo
        || @[4].upTo >= @[5].upTo || @[5].upTo >= @[6].upTo || @[6].upTo >= @[7].upTo || @[7].upTo >= @[8].upTo
        || @[8].upTo >= @[9].upTo || @[9].upTo >= @[10].upTo || @[10].upTo >= @[11].upTo || @[11].upTo >= @[12].upTo
        || @[12].upTo >= @[13].upTo || @[13].upTo >= @[14].upTo || @[14].upTo >= @[15].upTo || @[15].upTo >= @[16].upTo
        || @[16].upTo >= @[17].upTo || @[17].upTo >= @[18].upTo || @[18].upTo >= @[19].upTo)')),
    constraint quota_margin check (margin >= 0 and margin < 1),
    constraint quota_reserve check (reserve >= 0 and reserve < 1),
    -- What is wrong by itself has its own constraint: here it counts as right.
    constraint quota_nothing_left check (
        margin < 0 or margin >= 1 or reserve < 0 or reserve >= 1
        or not jsonb_path_exists(windows, '$[*].capacity ? (@ >= 1 && @ * $left < 1)',
            jsonb_build_object('left', (1 - margin) * (1 - reserve)))),
    constraint quota_min_interval check (min_interval_ms between 0 and 3600000),
    constraint quota_when_empty check (when_empty in ('QUEUE', 'REJECT', 'SERVE_STALE', 'SHADOW')),
    constraint quota_max_wait check (when_empty <> 'QUEUE' or max_wait_ms between 1 and 600000),
    constraint quota_max_wait_elsewhere check (when_empty = 'QUEUE' or max_wait_ms = 0),
    constraint quota_control_floor check (control_floor > 0 and control_floor <= control_ceiling),
    constraint quota_control_ceiling check (control_ceiling <= 10)
);

create table cache_policy (
    upstream_id                bigint  not null references upstream (id) on delete cascade,
    endpoint_id                bigint  not null, -- 0: all endpoints of the upstream that have none of their own
    mode                       text    not null check (mode in ('OFF', 'ORIGIN', 'OWN_TTL')),
    ttl_ms                     bigint  not null,
    reason                     text    not null,
    stale_while_revalidate_ms  bigint  not null,
    stale_if_error_ms          bigint  not null,
    stale_on_refusal           boolean not null,
    heuristic                  boolean not null,
    priority                   text    not null check (priority in ('LOW', 'MEDIUM', 'HIGH')),
    compress                   boolean not null,
    largest_body_bytes         bigint  not null,
    leader_wait_ms             bigint  not null,
    version                    bigint  not null,
    primary key (upstream_id, endpoint_id),
    constraint cache_ttl check (mode <> 'OWN_TTL' or ttl_ms between 1000 and 2592000000),
    constraint cache_ttl_elsewhere check (mode = 'OWN_TTL' or ttl_ms = 0),
    constraint cache_reason check (mode <> 'OWN_TTL' or reason ~ '\S' and length(reason) <= 200),
    constraint cache_reason_elsewhere check (mode = 'OWN_TTL' or reason = ''),
    constraint cache_stale_while_revalidate check (stale_while_revalidate_ms between 0 and 2592000000),
    constraint cache_stale_if_error check (stale_if_error_ms between 0 and 2592000000),
    constraint cache_largest_body check (largest_body_bytes between 1 and 67108864),
    constraint cache_leader_wait check (leader_wait_ms between 0 and 30000)
);

create table cache_scope (
    upstream_id        bigint primary key references upstream (id) on delete cascade,
    credential_headers text[] not null,
    credential_fields  text[] not null,
    ignored_fields     text[] not null,
    constraint cache_scope_count check (cardinality(credential_headers) <= 20
        and cardinality(credential_fields) <= 20 and cardinality(ignored_fields) <= 20),
    constraint cache_scope_header check (array_to_string(credential_headers, ' ', ' ')
        ~ '^([!#$%&''*+.^_`|~0-9A-Za-z-]{1,100}( [!#$%&''*+.^_`|~0-9A-Za-z-]{1,100})*)?$'),
    constraint cache_scope_field check (array_to_string(credential_fields || ignored_fields, ' ', ' ')
        ~ '^([!"$%''-<>-~]{1,100}( [!"$%''-<>-~]{1,100})*)?$'),
    constraint cache_scope_both check (not credential_fields && ignored_fields)
);

create table breaker (
    upstream_id bigint  primary key references upstream (id) on delete cascade,
    enabled     boolean not null,
    error_rate  numeric not null,
    slow_rate   numeric not null,
    slow_ms     bigint  not null,
    window_ms   bigint  not null,
    least       integer not null,
    pause_ms    bigint  not null,
    trials      integer not null,
    constraint breaker_error_rate check (error_rate > 0 and error_rate <= 1),
    constraint breaker_slow_rate check (slow_rate > 0 and slow_rate <= 1),
    constraint breaker_slow check (slow_ms between 1 and 600000),
    constraint breaker_window check (window_ms between 1000 and 3600000),
    constraint breaker_least check (least between 1 and 100000),
    constraint breaker_pause check (pause_ms between 100 and 3600000),
    constraint breaker_trials check (trials between 1 and 100)
);

create table concurrency (
    upstream_id bigint  primary key references upstream (id) on delete cascade,
    enabled     boolean not null,
    least       integer not null,
    most        integer not null,
    tolerance   numeric not null,
    constraint concurrency_least check (least between 1 and 10000),
    constraint concurrency_most check (most between least and 10000),
    constraint concurrency_tolerance check (tolerance between 1 and 10)
);

create table preset (
    id      bigint primary key,
    name    text   not null,
    text    text   not null,
    constraint preset_name check (name ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    constraint preset_name_taken unique (name),
    constraint preset_text check (octet_length(text) between 2 and 65536)
);

-- Outlives what it is about; so it refers to nothing and keeps the names of the time.
create table setting_change (
    id          bigint generated by default as identity primary key,
    at          timestamptz not null,
    who         text        not null check (length(who) between 1 and 100),
    origin      text        not null check (origin in ('PERSON', 'PROGRAM', 'OPTIMIZER', 'PROVIDER', 'ZOL0')),
    reverts     bigint references setting_change (id),
    kind        text        not null check (kind ~ '^[A-Z][A-Z_]{0,39}$'),
    upstream_id bigint      not null, -- 0: of none
    number      bigint      not null,
    upstream    text        not null,
    environment text        not null,
    subject     text        not null,
    before      json check (json_typeof(before) = 'object'), -- not jsonb, which would shuffle the fields
    after       json check (json_typeof(after) = 'object'),
    reason      text        not null,
    constraint setting_change_reason check (length(reason) <= 500),
    check (before is not null or after is not null)
);

create index setting_change_setting on setting_change (kind, upstream_id, number, id);
create index setting_change_upstream on setting_change (upstream_id, id);

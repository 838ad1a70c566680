-- Functions and triggers, put right at every start, so that they are there after a restore as well.
-- One node at a time; and temporary tables come last, so that nobody's own stands in for ours.
select pg_advisory_xact_lock(hashtext('zol0 after migrate'));
select set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

-- The canonical form of an entry is its fields in the order of the parameters, each as its length in bytes, a colon and
-- its text, or a hyphen where there is none; the time is in microseconds since 1970. The hash is SHA-256 over the hash
-- before (32 zero bytes before the first) and that, in UTF-8.
create or replace function audit_hash(
    previous bytea, number bigint, at timestamptz, who text, origin text, action text, subject text, before text, after text)
    returns bytea language sql stable set search_path from current as $$
        select sha256(previous || convert_to(string_agg(
            coalesce(octet_length(convert_to(field, 'UTF8')) || ':' || field, '-'), '' order by place), 'UTF8'))
        from unnest(array[
            number::text, (extract(epoch from at) * 1000000)::bigint::text, who, origin, action, subject, before, after])
            with ordinality as fields (field, place)
    $$;

create or replace function audit_append(
    new_who text, new_origin text, new_action text, new_subject text, new_before text, new_after text)
    returns bigint language plpgsql security definer set search_path from current as $$
    declare
        head  audit_head;
        entry audit_entry;
    begin
        select * into strict head from audit_head for update;
        entry.number := head.number + 1;
        entry.at := clock_timestamp();
        entry.who := new_who;
        entry.origin := new_origin;
        entry.action := new_action;
        entry.subject := new_subject;
        entry.before := new_before;
        entry.after := new_after;
        entry.hash := audit_hash(
            head.hash, entry.number, entry.at, new_who, new_origin, new_action, new_subject, new_before, new_after);
        insert into audit_entry values (entry.*);
        update audit_head set number = entry.number, hash = entry.hash;
        return entry.number;
    end
    $$;

-- Against mistakes of whoever may do everything; the rights below are what keeps the application's role out.
create or replace function audit_refuse() returns trigger language plpgsql as $$
    begin
        if current_setting('zol0.audit_cut', true) is distinct from 'on' then
            raise exception 'The audit is only ever added to: % of % is refused.', tg_op, tg_table_name;
        end if;
        return null;
    end
    $$;

do $$
    declare
        kept regclass;
    begin
        foreach kept in array array[to_regclass('audit_entry'), to_regclass('audit_anchor')] loop
            if kept is not null and not exists (select from pg_trigger where tgrelid = kept and tgname = 'kept') then
                execute format(
                    'create trigger kept before update or delete or truncate on %s'
                    ' for each statement execute function audit_refuse()', kept);
            end if;
        end loop;
    end
    $$;

-- Takes away the entries up to a number and leaves what the secret key signed of them. Never those of the last 90 days.
create or replace function audit_cut(upto bigint, expected bigint, signed_at timestamptz, new_signature bytea)
    returns void language plpgsql security definer set search_path from current as $$
    declare
        last    audit_entry;
        removed bigint;
    begin
        perform from audit_head for update;
        select * into strict last from audit_entry where number = upto;
        if last.at > now() - interval '90 days' then
            raise exception 'Audit entries of the last 90 days stay, and number % is of %.', upto, last.at;
        end if;
        perform set_config('zol0.audit_cut', 'on', true);
        delete from audit_entry where number <= upto;
        get diagnostics removed = row_count;
        if removed <> expected then
            raise exception 'Not % but % audit entries go up to number %.', expected, removed, upto;
        end if;
        delete from audit_anchor a where a.number <= upto and a.removed = 0;
        perform set_config('zol0.audit_cut', 'off', true);
        insert into audit_anchor (number, hash, removed, at, signature)
        values (upto, last.hash, removed, signed_at, new_signature);
    end
    $$;

-- Keeps that the secret key vouched for an entry, so that a chain rewritten as a whole shows too.
create or replace function audit_vouch(vouched bigint, signed_at timestamptz, new_signature bytea)
    returns void language sql security definer set search_path from current as $$
        insert into audit_anchor (number, hash, removed, at, signature)
        select e.number, e.hash, 0, signed_at, new_signature from audit_entry e where e.number = vouched
    $$;

-- The measurements of a day get a partition of their own.
create or replace function day_partition(kind name, day date)
    returns void language plpgsql set search_path from current as $$
    begin
        perform pg_advisory_xact_lock(hashtext(kind));
        execute format(
            -- Rows of five minutes are read whole, so that nothing of them lies elsewhere where it can be helped.
            'create table if not exists %I partition of %I for values from (%L) to (%L)'
                || case when kind = 'call_five_minutes' then ' with (toast_tuple_target = 8160)' else '' end,
            kind || '_' || to_char(day, 'YYYYMMDD'),
            kind,
            to_char(day, 'YYYY-MM-DD') || ' 00:00:00+00',
            to_char(day + 1, 'YYYY-MM-DD') || ' 00:00:00+00');
    end
    $$;

create or replace function call_minute_partition(day date)
    returns void language sql security definer set search_path from current as $$
        select day_partition('call_minute', day)
    $$;

create or replace function series_minute_partition(day date)
    returns void language sql security definer set search_path from current as $$
        select day_partition('series_minute', day)
    $$;

create or replace function call_hour_partition(day date)
    returns void language sql security definer set search_path from current as $$
        select day_partition('call_hour', day)
    $$;

create or replace function call_five_minutes_partition(day date)
    returns void language sql security definer set search_path from current as $$
        select day_partition('call_five_minutes', day)
    $$;

create or replace function series_hour_partition(day date)
    returns void language sql security definer set search_path from current as $$
        select day_partition('series_hour', day)
    $$;

create or replace function single_call_partition(day date)
    returns void language sql security definer set search_path from current as $$
        select day_partition('single_call', day)
    $$;

create or replace function replay_minute_partition(day date)
    returns void language sql security definer set search_path from current as $$
        select day_partition('replay_minute', day)
    $$;

-- Gives back the room of the days before one. Never that of today or yesterday; and whoever reads does not wait for long.
create or replace function drop_day_partitions(kind name, before date)
    returns integer language plpgsql security definer set search_path from current set lock_timeout = '5s' as $$
    declare
        old     name;
        dropped integer := 0;
    begin
        if kind not in (
            'call_minute', 'call_five_minutes', 'series_minute', 'call_hour', 'series_hour', 'single_call',
            'replay_minute') then
            raise exception 'The table % is not one whose days are dropped.', kind;
        end if;
        if before > (now() at time zone 'UTC')::date - 1 then
            raise exception 'Today and yesterday stay, and % is later.', before;
        end if;
        perform pg_advisory_xact_lock(hashtext(kind));
        for old in
            select relname from pg_inherits join pg_class on pg_class.oid = inhrelid
            where inhparent = to_regclass(kind) and relname ~ ('^' || kind || '_[0-9]{8}$')
              and to_date(right(relname, 8), 'YYYYMMDD') < before
        loop
            execute format('drop table %I', old);
            dropped := dropped + 1;
        end loop;
        if dropped > 0 then
            insert into rollup_horizon as known values (kind, drop_day_partitions.before)
            on conflict (name) do update set before = greatest(known.before, excluded.before);
        end if;
        return dropped;
    end
    $$;

-- The application's role works with the rows of every table, but only reads the audit and the history of migrations;
-- it makes, changes and drops nothing. Where the same role owns the tables there is nothing to be kept from it.
do $$
    declare
        application name := '${application}';
        ours        record;
    begin
        if application in ('', current_user) then
            return;
        end if;
        if not has_schema_privilege(application, current_schema(), 'usage') then
            execute format('grant usage on schema %I to %I', current_schema(), application);
        end if;
        for ours in
            select oid::regclass as name, relname like 'audit\_%' or relname = '${flyway:table}' as only_read
            from pg_class
            where relnamespace = current_schema()::regnamespace and relowner = current_user::regrole
              and relkind in ('r', 'p') and not relispartition
        loop
            execute format('revoke all on %s from %I', ours.name, application);
            execute format(
                'grant select %s on %s to %I',
                case when ours.only_read then '' else ', insert, update, delete' end, ours.name, application);
        end loop;
        for ours in
            select oid::regprocedure as name from pg_proc
            where pronamespace = current_schema()::regnamespace and proowner = current_user::regrole and prosecdef
        loop
            execute format('revoke all on function %s from public', ours.name);
            execute format('grant execute on function %s to %I', ours.name, application);
        end loop;
    end
    $$;

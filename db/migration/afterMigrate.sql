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

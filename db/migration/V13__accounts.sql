-- Where an account may look: no name means everywhere. Administrators look everywhere, as they manage the accounts too.
alter table account
    add column environments text[] not null default '{}',
    add constraint account_environments check (role <> 'ADMIN' or environments = '{}'),
    add constraint account_environments_bound check (cardinality(environments) <= 50);

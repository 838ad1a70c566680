-- Whether changes come in runs: what is seen of a burst counts as one event, not as many.
alter table answer_change
    add column after_change bigint not null default 0 check (after_change >= 0), -- refetches of what was another answer at the fetch before
    add column again        bigint not null default 0 check (again between 0 and after_change); -- of these, those that brought another again

-- How long the calls of a caller in an hour took, as a sketch; null in hours of before these were kept.
alter table caller_hour add column sketch bytea;
alter table caller_hour alter column sketch set storage external;

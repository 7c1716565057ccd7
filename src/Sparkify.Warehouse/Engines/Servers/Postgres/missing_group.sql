-- One row when there is no group of analysts: the statement that makes it.
select 'create group sparkify_analysts' as statement
where not exists (select 1 from pg_roles where rolname = 'sparkify_analysts')

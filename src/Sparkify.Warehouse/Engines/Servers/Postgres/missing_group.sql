-- One row if there is no group of analysts: the statement that creates it.
select 'create group sparkify_analysts' as statement
where not exists (select 1 from pg_roles where rolname = 'sparkify_analysts')

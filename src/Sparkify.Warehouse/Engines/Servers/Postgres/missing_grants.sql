-- One row per statement by which the analysts may read all of the front room, now and when tables come.
select 'grant usage on schema frontroom to group sparkify_analysts' as statement
from pg_roles g
where g.rolname = 'sparkify_analysts'
and not has_schema_privilege(g.oid, 'frontroom', 'usage')
union all
select format('grant select on frontroom.%I to group sparkify_analysts', c.relname)
from pg_roles g
cross join pg_class c
where g.rolname = 'sparkify_analysts'
and c.relnamespace = to_regnamespace('frontroom')
and c.relkind in ('r', 'v')
and not has_table_privilege(g.oid, c.oid, 'select')
union all
select 'alter default privileges in schema frontroom grant select on tables to group sparkify_analysts'
from pg_roles g
where g.rolname = 'sparkify_analysts'
and not exists (
    select 1
    from pg_default_acl d
    where d.defaclnamespace = to_regnamespace('frontroom')
    and d.defaclobjtype = 'r'
    and d.defaclrole = (select oid from pg_roles where rolname = current_user)
    and d.defaclacl::text like '%sparkify_analysts=r/%'
)

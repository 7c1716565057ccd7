-- One row per statement that revokes what every login may do in a database by default.
select format('grant temporary on database %I to %I', current_database(), current_user) as statement
where has_database_privilege('public', current_database(), 'temporary')
and not exists (
    select 1
    from pg_database d
    cross join aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
    where d.datname = current_database()
    and a.grantee = (select oid from pg_roles where rolname = current_user)
    and a.privilege_type = 'TEMPORARY'
)
union all
select format('revoke temporary on database %I from public', current_database())
where has_database_privilege('public', current_database(), 'temporary')
union all
select 'revoke create on schema public from public'
where to_regnamespace('public') is not null
and has_schema_privilege('public', to_regnamespace('public')::oid, 'create')
union all
select format('revoke execute on function pg_catalog.%I(%s) from public', p.proname, pg_get_function_identity_arguments(p.oid))
from pg_proc p
where p.pronamespace = 'pg_catalog'::regnamespace
and p.proname in ('lo_creat', 'lo_create', 'lo_from_bytea', 'lo_put', 'lowrite', 'lo_truncate', 'lo_truncate64', 'lo_unlink')
and has_function_privilege('public', p.oid, 'execute')

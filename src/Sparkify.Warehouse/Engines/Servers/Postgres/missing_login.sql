-- One row per statement by which the analysts' login comes to be one of them, keeps no settings of its own, and can make neither logins nor
-- databases nor take all connections. An administrator's login is left as it is: no query runs on it. $1 the login
select format('create role %I login', cast($1 as text)) as statement
where not exists (select 1 from pg_roles where rolname = cast($1 as text))
union all
select format('alter group sparkify_analysts add user %I', cast($1 as text))
where not exists (
    select 1
    from pg_auth_members m
    join pg_roles g on g.oid = m.roleid and g.rolname = 'sparkify_analysts'
    join pg_roles u on u.oid = m.member and u.rolname = cast($1 as text)
)
union all
select format('alter role %I', rolname)
    || case when rolcreaterole then ' nocreaterole' else '' end
    || case when rolcreatedb then ' nocreatedb' else '' end
    || case when rolreplication then ' noreplication' else '' end
    || case when rolbypassrls then ' nobypassrls' else '' end
from pg_roles
where rolname = cast($1 as text)
and not rolsuper
and (rolcreaterole or rolcreatedb or rolreplication or rolbypassrls)
union all
select format('alter role %I connection limit %s', rolname, greatest(10, cast(current_setting('max_connections') as integer) / 2))
from pg_roles
where rolname = cast($1 as text)
and not rolsuper
and rolconnlimit = -1
union all
select format('alter role %I%s reset all', r.rolname, case when s.setdatabase = 0 then '' else format(' in database %I', current_database()) end)
from pg_db_role_setting s
join pg_roles r on r.oid = s.setrole and r.rolname = cast($1 as text) and not r.rolsuper
where s.setdatabase in (0, (select oid from pg_database where datname = current_database()))
and exists (
    select 1
    from unnest(s.setconfig) own(entry)
    join pg_settings p on p.name = split_part(own.entry, '=', 1) and p.context = 'user'
)

-- One row per statement by which the analysts' login comes to be one of them, keeps no settings of its own, and makes no databases. An
-- administrator's login is left as it is: no query runs on it. $1 the login
select 'create user ' || quote_ident($1) || ' password disable' as statement
where not exists (select 1 from pg_user where usename = $1)
union all
select 'alter group sparkify_analysts add user ' || quote_ident($1)
where not exists (
    select 1
    from pg_user u
    join pg_group g on u.usesysid = any(g.grolist)
    where g.groname = 'sparkify_analysts'
    and u.usename = $1
)
union all
select 'alter user ' || quote_ident($1) || ' nocreatedb'
from pg_user
where usename = $1
and usecreatedb
and not usesuper
union all
select 'alter user ' || quote_ident($1) || ' reset ' || quote_ident(split_part(array_to_string(useconfig, ','), '=', 1))
from pg_user
where usename = $1
and array_to_string(useconfig, ',') <> ''
and not usesuper

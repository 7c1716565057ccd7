-- One row per statement by which the analysts' login comes to be, and to be one of them. $1 the login
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

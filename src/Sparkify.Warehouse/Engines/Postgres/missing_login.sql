-- One row per statement by which the analysts' login comes to be, and to be one of them. $1 the login
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

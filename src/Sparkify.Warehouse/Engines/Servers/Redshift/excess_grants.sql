-- One row per statement that revokes what every login may do in a database by default.
select 'grant temporary on database ' || quote_ident(d.datname) || ' to ' || quote_ident(u.usename) as statement
from pg_database d
join pg_user u on u.usename = current_user
where d.datname = current_database()
and (d.datacl is null or ',' || array_to_string(d.datacl, ',') ~ ',=[a-zA-Z*]*T')
and not u.usesuper
union all
select 'revoke temporary on database ' || quote_ident(datname) || ' from public'
from pg_database
where datname = current_database()
and (datacl is null or ',' || array_to_string(datacl, ',') ~ ',=[a-zA-Z*]*T')
union all
select 'revoke create on schema public from public'
from pg_namespace
where nspname = 'public'
and ',' || array_to_string(nspacl, ',') ~ ',=[a-zA-Z*]*C'

-- One row per statement that erases a part of the warehouse: the front room, and every table of the backroom but the lock and who holds it.
select 'drop schema ' || quote_ident(nspname) || ' cascade' as statement
from pg_namespace
where nspname = 'frontroom'
or substring(nspname, 1, 17) = 'frontroom_before_'
union all
select 'drop view if exists backroom.' || quote_ident(viewname) || ' cascade'
from pg_views
where schemaname = 'backroom'
union all
select 'drop table backroom.' || quote_ident(tablename) || ' cascade'
from pg_tables
where schemaname = 'backroom'
and tablename not in ('load_lock', 'load_sessions')

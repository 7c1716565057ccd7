-- One row per statement that erases a part of the warehouse: the front room, and every table of the backroom but the held lock.
select format('drop schema %I cascade', nspname) as statement
from pg_namespace
where nspname = 'frontroom'
or nspname like 'frontroom\_before\_%'
union all
select format('drop view if exists backroom.%I cascade', viewname)
from pg_views
where schemaname = 'backroom'
union all
select format('drop table backroom.%I cascade', tablename)
from pg_tables
where schemaname = 'backroom'
and tablename <> 'load_lock'

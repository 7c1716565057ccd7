-- One row: 1 when there is a lock and a list of who holds it, which is made last; else 0.
select count(*) as tables
from pg_tables
where schemaname = 'backroom'
and tablename = 'load_sessions'

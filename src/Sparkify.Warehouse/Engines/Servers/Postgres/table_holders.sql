-- One row per connection that holds a table of either room: its process, login, program, and since when, UTC; null where this login may not see that.
select distinct
    a.pid,
    cast(a.usename as text) as login,
    a.application_name as program,
    a.xact_start at time zone 'UTC' as held_since
from pg_locks l
join pg_class c on c.oid = l.relation
join pg_namespace n on n.oid = c.relnamespace
join pg_stat_activity a on a.pid = l.pid
where l.locktype = 'relation'
and l.granted
and l.database = (select oid from pg_database where datname = current_database())
and (n.nspname in ('frontroom', 'backroom') or n.nspname like 'frontroom\_before\_%')
and c.relname <> 'load_lock'
and a.pid <> pg_backend_pid()
order by a.pid
limit 5

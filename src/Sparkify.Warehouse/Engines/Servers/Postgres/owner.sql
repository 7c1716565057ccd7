-- One row per connection that holds the warehouse: its name, and since when, UTC. One that lets go while this is asked has no transaction any more.
select
    a.application_name,
    a.xact_start at time zone 'UTC' as held_since
from pg_locks l
join pg_stat_activity a on a.pid = l.pid
where l.locktype = 'relation'
and l.relation = to_regclass('backroom.load_lock')
and l.database = (select oid from pg_database where datname = current_database())
and l.mode = 'ExclusiveLock'
and l.granted
and a.application_name like 'sparkify hold %'
and a.xact_start is not null

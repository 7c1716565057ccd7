-- One row per session that holds the lock.
select t.pid as session_id
from svv_transactions t
join pg_class c on c.oid = t.relation
join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'backroom'
and c.relname = 'load_lock'
and t.lock_mode = 'AccessExclusiveLock'
and t.granted = 't'

-- One row per session that holds a table of either room: its number, login, program (which is not known) and since when.
select distinct
    t.pid,
    trim(t.txn_owner) as login,
    cast(null as varchar(64)) as program,
    t.txn_start as held_since
from svv_transactions t
join pg_class c on c.oid = t.relation
join pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('frontroom', 'backroom')
and c.relname not in ('load_lock', 'load_sessions')
and t.granted = 't'
order by t.pid
limit 5

-- One row per room that there is: whether this login may enter it, and whether it may do everything.
select
    n.nspname as room,
    has_schema_privilege(u.usename, n.nspname, 'usage') or has_schema_privilege(u.usename, n.nspname, 'create') as may_enter,
    u.usesuper as is_almighty
from pg_namespace n
join pg_user u on u.usename = current_user
where n.nspname in ('backroom', 'frontroom')

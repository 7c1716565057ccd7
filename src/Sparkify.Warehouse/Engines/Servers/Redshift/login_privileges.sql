-- One row per room: whether this login may use it, and whether it is a superuser.
select
    n.nspname as room,
    has_schema_privilege(u.usename, n.nspname, 'usage') or has_schema_privilege(u.usename, n.nspname, 'create') as may_enter,
    u.usesuper as is_superuser
from pg_namespace n
join pg_user u on u.usename = current_user
where n.nspname in ('backroom', 'frontroom')

-- The functions that a query may call, one row a name; those that only the server's own types need are left out.
select
    p.proname as name,
    max(p.proname || '(' || pg_get_function_arguments(p.oid) || ')') as signature
from pg_catalog.pg_proc as p
where p.pronamespace = 'pg_catalog'::regnamespace
and p.prokind in ('f', 'a', 'w')
and p.proname ~ '^[a-z][a-z0-9_]*$'
and not p.prorettype = any (array['internal', 'cstring', 'trigger', 'event_trigger']::regtype[])
and not p.proargtypes::oid[] && array['internal'::regtype::oid, 'cstring'::regtype::oid]
and has_function_privilege(p.oid, 'execute')
group by p.proname
order by p.proname

-- One row when there is such a schema: what its comment says. $1 the schema
select obj_description(oid, 'pg_namespace') as statement
from pg_namespace
where nspname = cast($1 as text)

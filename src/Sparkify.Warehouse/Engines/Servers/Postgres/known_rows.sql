-- One row: how many rows the planner thinks a table has. $1 the table
select greatest(reltuples, 0)::double precision as known_rows
from pg_class
where oid = cast($1 as text)::regclass

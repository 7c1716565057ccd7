-- One row per function of these names that may change something, as the server has it: a volatile one. $1 the names, a line each, with a line end before and after
select distinct cast(proname as varchar(128)) as name
from pg_catalog.pg_proc
where provolatile = 'v'
and position(chr(10) || cast(proname as varchar(128)) || chr(10) in cast($1 as varchar(65535))) > 0
order by name

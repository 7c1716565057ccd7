-- One row per table of the front room that this transaction has brought so many rows that the planner's idea of it no longer holds. $1 the share of rows
select format('%I.%I', n.nspname, c.relname) as name
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'frontroom' and c.relkind = 'r'
    and pg_stat_get_xact_tuples_inserted(c.oid) > cast($1 as double precision) * greatest(c.reltuples, 0)
order by name

-- At most one row: the comment on the table of loads. The catalogue shows it to every login.
select d.description
from pg_catalog.pg_description as d
join pg_catalog.pg_class as c on c.oid = d.objoid and d.objsubid = 0
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
where n.nspname = 'backroom' and c.relname = 'loads' and c.relkind = 'r'

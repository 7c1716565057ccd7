-- One row: 1 if the backroom exists, else 0.
select count(*) as schemas
from information_schema.tables
where table_schema = 'backroom'
and table_name = 'warehouse'

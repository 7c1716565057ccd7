-- One row: 1 when the backroom exists, else 0.
select count(*) as schemas
from information_schema.schemata
where schema_name = 'backroom'

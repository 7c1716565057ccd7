-- One row per table of the front room.
select tablename
from pg_tables
where schemaname = 'frontroom'

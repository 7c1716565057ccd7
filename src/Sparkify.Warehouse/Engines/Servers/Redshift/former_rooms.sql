-- One row per schema that was the front room once.
select nspname
from pg_namespace
where substring(nspname, 1, 17) = 'frontroom_before_'

-- One row per schema that was the front room once.
select nspname
from pg_namespace
where nspname like 'frontroom\_before\_%'

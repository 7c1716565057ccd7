-- One row per membership level.
select distinct level
from frontroom.user_levels
order by level

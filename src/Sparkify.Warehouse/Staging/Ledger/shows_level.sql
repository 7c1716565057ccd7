-- A row where some listener has or had a level. $1 level
select 1 as shown
from frontroom.user_levels
where level = $1
limit 1

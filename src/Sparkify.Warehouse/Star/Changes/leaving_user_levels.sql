-- One row per stretch that is rebuilt or deleted: all stretches of a listener whose past changed, otherwise the current one.
select
    l.user_id,
    l.stretch
from frontroom.user_levels l
join leaving_users u on u.user_id = l.user_id and (u.is_reviewed or l.is_current)

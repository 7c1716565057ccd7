-- One row per listener whose rows are rebuilt, from all events or from what the front room knows.
select
    user_id,
    true as is_reviewed
from listeners_to_review
union all
select
    user_id,
    false
from later_listeners

-- One row per listener whose rows are built again: from the first event on, or from what the front room knows on.
select
    user_id,
    true as is_reviewed
from listeners_to_review
union all
select
    user_id,
    false
from later_listeners

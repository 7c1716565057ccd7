-- One row per event to build from: all events that count.
select
    e.*,
    true as is_changed
from backroom.accepted_events e

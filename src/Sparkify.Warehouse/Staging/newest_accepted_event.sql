-- One row: the latest event of all that count.
select max(ts) as newest_event_at
from backroom.accepted_events

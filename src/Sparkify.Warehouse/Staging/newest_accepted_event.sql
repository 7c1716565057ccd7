-- One row: the time of the latest event that counts.
select max(ts) as newest_event_at
from backroom.accepted_events

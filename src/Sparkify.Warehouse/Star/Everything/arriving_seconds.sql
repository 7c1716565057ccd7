-- One row per second to build: all seconds in which something happened.
select distinct date_trunc('second', ts) as start_time
from backroom.accepted_events

-- One row per event key that several staged events have: only these can be duplicates (R3) or need another key (R11).
select
    event_key
from backroom.staging_events
group by event_key
having count(*) > 1

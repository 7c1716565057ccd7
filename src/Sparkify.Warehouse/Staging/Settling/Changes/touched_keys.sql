-- One row per hash of an event that this load adds or removes.
select distinct e.event_key
from backroom.staging_events e
join moving_files m on m.file_id = e.file_id

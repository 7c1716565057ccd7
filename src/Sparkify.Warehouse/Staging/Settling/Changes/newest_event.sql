-- One row: the time of the latest event as of the last settled load.
select max(newest_event_at) as newest_event_at
from backroom.loads
where load_id = (select max(load_id) from backroom.loads where published_at is not null)

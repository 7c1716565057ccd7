-- One row per second in which events are added or deleted.
select date_trunc('second', ts) as start_time
from arriving_events
where is_changed
union
select start_time
from leaving_songplays
where is_changed
union
select start_time
from leaving_page_events

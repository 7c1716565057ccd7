-- One row per page event in the front room that is rebuilt or deleted.
select
    p.page_event_id,
    p.start_time,
    p.user_id
from frontroom.page_events p
join (select distinct event_key from wanted_keys) w on w.event_key = p.page_event_id

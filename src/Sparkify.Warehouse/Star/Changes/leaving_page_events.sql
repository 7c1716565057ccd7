-- One row per other event of the front room that is built again, or not at all any more.
select
    p.page_event_id,
    p.start_time,
    p.user_id
from frontroom.page_events p
join (select distinct event_key from wanted_keys) w on w.event_key = p.page_event_id

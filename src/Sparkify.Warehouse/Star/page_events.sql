-- One row per event that is not a play.
select
    event_key as page_event_id,
    date_trunc('second', ts) as start_time,
    user_id,
    level,
    session_id,
    item_in_session,
    page,
    method,
    status,
    location,
    user_agent
from arriving_events
where match_key is null

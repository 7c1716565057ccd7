-- At most one row: what is published now, and since when.
select
    load_id,
    published_at,
    newest_event_at
from frontroom.load_history
order by load_id desc
limit 1

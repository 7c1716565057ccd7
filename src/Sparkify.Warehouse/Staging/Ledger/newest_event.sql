-- One row: the time of the latest published event, and the load that published it.
select
    newest_event_at,
    load_id,
    published_at
from frontroom.load_history
order by load_id desc
limit 1

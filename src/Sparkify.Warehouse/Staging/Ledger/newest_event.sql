-- one row: the latest event that readers see, and the load that brought them what they see
select
    newest_event_at,
    load_id,
    published_at
from frontroom.load_history
order by load_id desc
limit 1

-- One row per published load, the newest first.
select
    load_id,
    started_at,
    published_at,
    files,
    rows_read,
    rows_accepted,
    rows_duplicate,
    rows_corrected,
    rows_rejected,
    rows_repaired,
    newest_event_at
from frontroom.load_history
order by load_id desc
limit 1000

-- One row per load, newest first.
select
    load_id,
    kind,
    state,
    started_at,
    published_at,
    files,
    rows_read,
    rows_accepted,
    rows_duplicate,
    rows_corrected,
    rows_rejected,
    rows_repaired,
    newest_event_at,
    message
from backroom.loads
order by load_id desc

-- One row per published load; the one being published already has its published_at.
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
from backroom.loads
where published_at is not null

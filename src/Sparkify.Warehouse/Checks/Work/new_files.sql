-- One row per file of this load.
select
    file_id,
    uri,
    rows_read,
    rows_rejected
from backroom.files
where state = 'taken'
and load_id = (select max(load_id) from backroom.loads where published_at is not null)

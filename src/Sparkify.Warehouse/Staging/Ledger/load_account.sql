-- One row: the counts of a load. $1 load
select
    files,
    rows_read,
    rows_accepted,
    rows_duplicate,
    rows_corrected,
    rows_rejected,
    rows_repaired
from backroom.loads
where load_id = $1

-- One row per source: the number of files in a load and their rows. $1 load
select
    source,
    count(*) as files,
    coalesce(sum(rows_read), 0) as rows_read,
    coalesce(sum(rows_rejected), 0) as rows_rejected
from backroom.files
where load_id = $1 and state = 'taken'
group by source

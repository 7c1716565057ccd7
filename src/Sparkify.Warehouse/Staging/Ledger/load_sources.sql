-- One row per source: files of a load and the rows in them. $1 load
select
    source,
    count(*) as files,
    coalesce(sum(rows_read), 0) as rows_read
from backroom.files
where load_id = $1 and state = 'taken'
group by source

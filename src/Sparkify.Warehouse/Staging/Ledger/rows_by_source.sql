-- One row per source: the good rows of its files that count.
select
    source,
    coalesce(sum(rows_read - rows_rejected), 0) as rows_taken
from backroom.files
where state = 'taken'
group by source

-- One row: what the rows that no front room shows yet came to, those of killed loads included.
select
    count(*) as files,
    coalesce(sum(rows_read), 0) as rows_read,
    coalesce(sum(rows_rejected), 0) as rows_rejected
from backroom.files
where state = 'pending'

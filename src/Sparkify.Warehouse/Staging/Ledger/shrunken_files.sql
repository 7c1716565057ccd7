-- One row per file whose pending content has fewer good rows than the one that it replaces.
select
    c.source,
    c.uri,
    c.rows_read - c.rows_rejected as rows_before,
    p.rows_read - p.rows_rejected as rows_after
from backroom.files as p
join backroom.files as c on c.uri = p.uri
where
    p.state = 'pending'
    and c.state = 'taken'
    and p.rows_read - p.rows_rejected < c.rows_read - c.rows_rejected

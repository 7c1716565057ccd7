-- One row per file: the state of its newest content, and the counts of the content that counts (zeros if none does).
with duplicates as (
    select file_id, count(*) as rows_duplicate
    from backroom.duplicate_events
    group by file_id
    union all
    select file_id, count(*) as rows_duplicate
    from backroom.duplicate_songs
    group by file_id
),

newest as (
    select source, uri, max(file_id) as file_id
    from backroom.files
    group by source, uri
),

taken as (
    select f.source, f.uri, f.rows_read, f.rows_rejected, f.rows_repaired, coalesce(d.rows_duplicate, 0) as rows_duplicate
    from backroom.files as f
    left join duplicates as d on d.file_id = f.file_id
    where f.state = 'taken'
)

select
    f.uri as file,
    coalesce(t.rows_read, 0) as "read",
    coalesce(t.rows_read - t.rows_rejected - t.rows_duplicate, 0) as accepted,
    coalesce(t.rows_duplicate, 0) as duplicate,
    coalesce(t.rows_rejected, 0) as rejected,
    coalesce(t.rows_repaired, 0) as repaired,
    f.state,
    f.source,
    f.error
from newest as n
join backroom.files as f on f.file_id = n.file_id
left join taken as t on t.source = n.source and t.uri = n.uri
order by f.uri, f.source

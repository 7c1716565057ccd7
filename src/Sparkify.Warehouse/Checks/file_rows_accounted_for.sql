-- For every taken file, rows read = rows in staging + rejects, and every stored reject is counted (R2).
with
staged_events as (
    select file_id, count(*) as rows_staged
    from backroom.staging_events
    group by file_id
),

staged_songs as (
    select file_id, count(*) as rows_staged
    from backroom.staging_songs
    group by file_id
),

rejected as (
    select file_id, count(*) as rejects_kept
    from backroom.rejects
    group by file_id
)

select
    f.file_id,
    f.uri,
    f.rows_read,
    coalesce(e.rows_staged, 0) + coalesce(s.rows_staged, 0) as rows_staged,
    f.rows_rejected,
    coalesce(r.rejects_kept, 0) as rejects_kept
from backroom.files f
left join staged_events e on e.file_id = f.file_id
left join staged_songs s on s.file_id = f.file_id
left join rejected r on r.file_id = f.file_id
where f.state = 'taken'
and (
    f.rows_read <> coalesce(e.rows_staged, 0) + coalesce(s.rows_staged, 0) + f.rows_rejected
    or f.rows_rejected <> coalesce(r.rejects_kept, 0)
)

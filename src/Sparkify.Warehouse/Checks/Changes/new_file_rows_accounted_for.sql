-- For every file of this load, rows read = rows in staging + rejects, and every stored reject is counted (R2).
with
staged as (
    select
        e.file_id,
        count(*) as rows_staged
    from backroom.staging_events e
    join new_files n on n.file_id = e.file_id
    group by e.file_id
    union all
    select
        s.file_id,
        count(*)
    from backroom.staging_songs s
    join new_files n on n.file_id = s.file_id
    group by s.file_id
),

rejected as (
    select
        r.file_id,
        count(*) as rejects_kept
    from backroom.rejects r
    join new_files n on n.file_id = r.file_id
    group by r.file_id
)

select
    f.file_id,
    f.uri,
    f.rows_read,
    coalesce(s.rows_staged, 0) as rows_staged,
    f.rows_rejected,
    coalesce(r.rejects_kept, 0) as rejects_kept
from new_files f
left join staged s on s.file_id = f.file_id
left join rejected r on r.file_id = f.file_id
where f.rows_read <> coalesce(s.rows_staged, 0) + f.rows_rejected
or f.rows_rejected <> coalesce(r.rejects_kept, 0)

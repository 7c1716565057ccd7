-- name: status_files
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
order by f.uri, f.source;

-- name: status_loads
-- One row per load, newest first.
select
    load_id,
    kind,
    state,
    started_at,
    published_at,
    files,
    rows_read,
    rows_accepted,
    rows_duplicate,
    rows_corrected,
    rows_rejected,
    rows_repaired,
    newest_event_at,
    message
from backroom.loads
order by load_id desc;

-- name: rejects
-- One row per reject, in the order of files and lines. $1 a file or the end of its path, $2 a reason, $3 a load; null for all
select
    f.uri as file,
    r.line,
    r.byte_offset,
    r.field,
    r.reason,
    r.found,
    r.expected,
    r."raw",
    f.load_id,
    f.state
from backroom.rejects as r
join backroom.files as f on f.file_id = r.file_id
where (cast($1 as varchar(4096)) is null or f.uri = $1 or right(f.uri, length($1) + 1) = '/' || $1)
    and (cast($2 as varchar(32)) is null or r.reason = $2)
    and (cast($3 as bigint) is null or f.load_id = $3)
order by f.uri, r.file_id, r.byte_offset;

-- name: newest_event
-- One row: the time of the latest published event, and the load that published it.
select
    newest_event_at,
    load_id,
    published_at
from frontroom.load_history
order by load_id desc
limit 1;

-- name: shows_level
-- A row where some listener has or had a level. $1 level
select 1 as shown
from frontroom.user_levels
where level = $1
limit 1;

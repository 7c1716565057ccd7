-- name: next_load
-- One row: the ids of the next load and of the next file content.
select
    (select coalesce(max(load_id), 0) + 1 from backroom.loads) as load_id,
    (select coalesce(max(file_id), 0) + 1 from backroom.files) as file_id;

-- name: start_load
-- Records the start of a load. $1 load, $2 kind, $3 now
insert into backroom.loads
    (load_id, kind, state, started_at, files, rows_read, rows_accepted, rows_duplicate, rows_corrected, rows_rejected, rows_repaired)
values ($1, $2, 'running', $3, 0, 0, 0, 0, 0, 0, 0);

-- name: end_load
-- Sets the state and message of a load that is not published. $1 load, $2 state, $3 message
update backroom.loads
set state = $2, message = $3
where load_id = $1;

-- name: interrupt_loads
-- Marks killed loads as interrupted: this load holds the lock, so no other is running.
update backroom.loads
set state = 'interrupted', message = 'The process ended before the load was complete. A later load continues from there.'
where state = 'running';

-- name: settle_load
-- Records the counts of a load as of its publish (R2). $1 load, $2 now, $3 the latest event, $4 whether its changes are listed
update backroom.loads
set
    state = 'settled',
    published_at = $2,
    files = account.files,
    rows_read = account.rows_read,
    rows_accepted = account.rows_read - account.rows_rejected - account.rows_duplicate,
    rows_duplicate = account.rows_duplicate,
    rows_corrected = account.rows_corrected,
    rows_rejected = account.rows_rejected,
    rows_repaired = account.rows_repaired,
    newest_event_at = $3,
    has_changes = $4
from (
    select
        l.load_id,
        count(f.file_id) as files,
        coalesce(sum(f.rows_read), 0) as rows_read,
        coalesce(sum(f.rows_rejected), 0) as rows_rejected,
        coalesce(sum(f.rows_repaired), 0) as rows_repaired,
        coalesce(sum(d.rows_duplicate), 0) as rows_duplicate,
        coalesce(sum(d.rows_corrected), 0) as rows_corrected
    from backroom.loads as l
    left join backroom.files as f on l.load_id = f.load_id and f.state = 'taken'
    left join (
        select
            file_id,
            count(*) as rows_duplicate,
            sum(case when is_corrected then 1 else 0 end) as rows_corrected
        from (
            select file_id, is_corrected from backroom.duplicate_events
            union all
            select file_id, is_corrected from backroom.duplicate_songs
        ) as duplicates
        group by file_id
    ) as d on f.file_id = d.file_id
    where l.load_id = $1
    group by l.load_id
) as account
where loads.load_id = account.load_id;

-- name: invalidate_changes
-- Invalidates the list of what a load changed, so the next build is a full one. $1 load
update backroom.loads
set has_changes = false
where load_id = $1;

-- name: unpublished_load
-- The load that is settled and not yet marked as published; no row if there is none.
select load_id
from backroom.loads
where state = 'settled';

-- name: update_publish_time
-- Sets the publish time of a settled load that is only published now, by a later run. $1 load, $2 now
update backroom.loads
set published_at = $2
where load_id = $1;

-- name: mark_published
-- Marks a load as published: the front room shows it. $1 load
update backroom.loads
set state = 'published'
where load_id = $1;

-- name: last_published
-- One row: the last published load; null before the first.
select max(load_id) as load_id
from backroom.loads
where state = 'published';

-- name: precursor
-- One row: the load published before this one; no row if this load's changes are not listed. $1 load
select max(earlier.load_id) as load_id
from backroom.loads as this
inner join backroom.loads as earlier on earlier.load_id < this.load_id
where this.load_id = $1 and this.has_changes and earlier.state = 'published'
having max(earlier.load_id) is not null;

-- name: has_load
-- One row: 1 if there is such a load, else 0. $1 load
select count(*) as loads
from backroom.loads
where load_id = $1;

-- name: load_account
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
where load_id = $1;

-- name: load_sources
-- One row per source: the number of files in a load and their rows. $1 load
select
    source,
    count(*) as files,
    coalesce(sum(rows_read), 0) as rows_read,
    coalesce(sum(rows_rejected), 0) as rows_rejected
from backroom.files
where load_id = $1 and state = 'taken'
group by source;

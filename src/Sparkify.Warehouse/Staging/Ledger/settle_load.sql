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
where loads.load_id = account.load_id

-- For all taken files, rows in staging = accepted + duplicates, and every duplicate is a row in staging (R2, R3).
with
counted as (
    select
        'events' as source,
        (
            select count(*)
            from backroom.staging_events e
            join backroom.files f on f.file_id = e.file_id and f.state = 'taken'
        ) as rows_staged,
        (select count(*) from backroom.accepted_events) as rows_accepted,
        (select count(*) from backroom.duplicate_events) as rows_duplicate
    union all
    select
        'songs',
        (
            select count(*)
            from backroom.staging_songs s
            join backroom.files f on f.file_id = s.file_id and f.state = 'taken'
        ),
        (select count(*) from backroom.accepted_songs),
        (select count(*) from backroom.duplicate_songs)
)

select
    source,
    rows_staged,
    rows_accepted,
    rows_duplicate
from counted
where rows_staged <> rows_accepted + rows_duplicate

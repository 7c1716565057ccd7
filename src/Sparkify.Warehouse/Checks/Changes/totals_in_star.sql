-- songplays and page_events together have as many rows as events count in the ledger, and songs has as many catalogue songs as songs count
-- there: rows read − rejects − duplicates (R2).
with
counted as (
    select
        'events' as source,
        (select coalesce(sum(rows_read - rows_rejected), 0) from backroom.files where state = 'taken' and source = 'events')
        - (select count(*) from backroom.duplicate_events) as rows_accepted,
        (select count(*) from frontroom.songplays) + (select count(*) from frontroom.page_events) as rows_in_star
    union all
    select
        'songs',
        (select coalesce(sum(rows_read - rows_rejected), 0) from backroom.files where state = 'taken' and source = 'songs')
        - (select count(*) from backroom.duplicate_songs),
        (select count(*) from frontroom.songs where not is_inferred)
)

select
    source,
    rows_accepted,
    rows_in_star
from counted
where rows_accepted <> rows_in_star

-- Of the rows staged from all taken files, those that are not duplicates are accepted, and every duplicate is a row in staging (R2, R3). Other
-- checks prove how many rows of each file are staged, and that the accepted events are those in the star.
with
counted as (
    select
        (select coalesce(sum(rows_read - rows_rejected), 0) from backroom.files where state = 'taken') as rows_staged,
        (select count(*) from frontroom.songplays) as plays,
        (select count(*) from frontroom.page_events) as page_events,
        (select count(*) from backroom.accepted_songs) as songs_accepted,
        (select count(*) from backroom.duplicate_events) as duplicate_events,
        (select count(*) from backroom.duplicate_songs) as duplicate_songs
)

select
    rows_staged,
    plays,
    page_events,
    songs_accepted,
    duplicate_events,
    duplicate_songs
from counted
where rows_staged <> plays + page_events + songs_accepted + duplicate_events + duplicate_songs

-- One row per staged song whose id stands in a content that comes or goes now: only these can win or lose (R3).
with
moving as (
    select file_id
    from backroom.files
    where state = 'pending' and source = 'songs'
    union all
    select file_id
    from backroom.discarded_files
),

touched_ids as (
    select distinct s.song_id
    from backroom.staging_songs s
    join moving m on m.file_id = s.file_id
)

select
    s.file_id,
    s.byte_offset,
    s.song_id,
    s.artist_name
from backroom.staging_songs s
join touched_ids t on t.song_id = s.song_id

-- One row per staged song with the same id as a song that this load adds or removes: only these can become or stop being winners (R3).
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

-- Both versions, the one before this load and the one after, of every song in which they differ.
insert into backroom.changed_songs (song_id, match_key, title, artist_name, artist_id)
with
gone as (
    select * from songs_before
    except
    select * from songs_after
),

come as (
    select * from songs_after
    except
    select * from songs_before
)

select
    song_id,
    match_key,
    title,
    artist_name,
    artist_id
from gone
union all
select
    song_id,
    match_key,
    title,
    artist_name,
    artist_id
from come

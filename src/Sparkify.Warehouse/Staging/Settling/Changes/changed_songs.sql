-- Both versions, before and after this load, of every song that it changed.
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

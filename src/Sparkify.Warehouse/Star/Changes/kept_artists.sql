-- One row per inferred artist that is deleted because it may have lost a song, gains no play, and still has another song. One that gains a play
-- is built from its plays.
with
leaving as (
    select
        a.artist_id,
        a.name
    from frontroom.artists a
    join leaving_artists t on t.artist_id = a.artist_id
    left join (select distinct artist_id from song_matches where is_artist_inferred) m on m.artist_id = a.artist_id
    where a.is_inferred
    and m.artist_id is null
)

select
    l.artist_id,
    l.name
from leaving l
join kept_songs k on k.artist_id = l.artist_id
union
select
    l.artist_id,
    l.name
from frontroom.songs s
join leaving l on l.artist_id = s.artist_id
left join leaving_songs g on g.song_id = s.song_id
where g.song_id is null

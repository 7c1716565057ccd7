-- One row per inferred artist that is built again because it may have lost a song, and still has another one.
select
    a.artist_id,
    a.name
from frontroom.artists a
join leaving_artists t on t.artist_id = a.artist_id
where a.is_inferred
and (
    exists (select 1 from kept_songs k where k.artist_id = a.artist_id)
    or exists (
        select 1
        from frontroom.songs s
        left join leaving_songs l on l.song_id = s.song_id
        where s.artist_id = a.artist_id
        and l.song_id is null
    )
)

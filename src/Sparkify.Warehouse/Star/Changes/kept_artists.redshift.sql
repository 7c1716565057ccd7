-- One row per inferred artist that is built again because it may have lost a song, and still has another one. Correlated subqueries cannot
-- be joined by OR here.
select
    a.artist_id,
    a.name
from frontroom.artists a
join leaving_artists t on t.artist_id = a.artist_id
join kept_songs k on k.artist_id = a.artist_id
where a.is_inferred
union
select
    a.artist_id,
    a.name
from frontroom.artists a
join leaving_artists t on t.artist_id = a.artist_id
join frontroom.songs s on s.artist_id = a.artist_id
left join leaving_songs l on l.song_id = s.song_id
where a.is_inferred
and l.song_id is null

-- A play's artist is its song's artist.
select
    p.song_id,
    p.artist_id,
    s.artist_id as artist_id_of_song
from (select distinct song_id, artist_id from frontroom.songplays) p
join frontroom.songs s on s.song_id = p.song_id
where p.artist_id <> s.artist_id

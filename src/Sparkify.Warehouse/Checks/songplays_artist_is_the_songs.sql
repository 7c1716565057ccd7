-- A play's artist is its song's artist.
select
    p.songplay_id,
    p.song_id,
    p.artist_id,
    s.artist_id as artist_id_of_song
from frontroom.songplays p
join frontroom.songs s on s.song_id = p.song_id
where p.artist_id <> s.artist_id

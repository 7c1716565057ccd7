-- The artist of a rebuilt play is its song's artist.
select distinct
    p.song_id,
    p.artist_id,
    s.artist_id as artist_id_of_song
from checked_songplays p
join checked_songs s on s.song_id = p.song_id
where p.artist_id <> s.artist_id

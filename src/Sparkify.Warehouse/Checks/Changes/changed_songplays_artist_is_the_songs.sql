-- The artist of a rebuilt play is its song's artist.
select
    p.song_id,
    p.artist_id,
    s.artist_id as artist_id_of_song
from (
    select distinct
        p.song_id,
        p.artist_id
    from frontroom.songplays p
    join (select distinct event_key from wanted_keys) w on w.event_key = p.songplay_id
) p
join frontroom.songs s on s.song_id = p.song_id
where p.artist_id <> s.artist_id

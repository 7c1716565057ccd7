-- title: Most played songs
-- question: Which songs are played most, and by how many listeners?
-- bar: plays
-- reads: songplays (song_id, user_id)
-- reads: songs (artist_id, is_inferred, song_id, title)
-- reads: artists (artist_id, name)
-- join: songplays.song_id = songs.song_id
-- join: songs.artist_id = artists.artist_id
select
    s.title,
    a.name as artist,
    count(*) as plays,
    count(distinct p.user_id) as listeners,
    s.is_inferred
from frontroom.songplays as p
join frontroom.songs as s on s.song_id = p.song_id
join frontroom.artists as a on a.artist_id = s.artist_id
where true
-- given from: and p.start_time >= $from
-- given to: and p.start_time < $to
-- given level: and p.level = $level
-- given place: and p.location = $place
group by s.song_id, s.title, a.name, s.is_inferred
order by plays desc, listeners desc, s.title, a.name, s.song_id
limit 20

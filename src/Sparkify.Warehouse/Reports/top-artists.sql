-- title: Most played artists
-- question: Which artists are played most, how many of their songs, and by how many listeners?
-- bar: plays
-- reads: songplays (artist_id, song_id, user_id)
-- reads: artists (artist_id, name)
-- join: songplays.artist_id = artists.artist_id
select
    a.name as artist,
    count(*) as plays,
    count(distinct p.song_id) as songs,
    count(distinct p.user_id) as listeners
from frontroom.songplays as p
join frontroom.artists as a on a.artist_id = p.artist_id
where true
-- given from: and p.start_time >= $from
-- given to: and p.start_time < $to
-- given level: and p.level = $level
-- given place: and p.location = $place
group by a.artist_id, a.name
order by plays desc, listeners desc, a.name, a.artist_id
limit 20

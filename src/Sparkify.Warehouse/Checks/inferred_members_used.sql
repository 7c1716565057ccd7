-- Every inferred song has a play, and every inferred artist a song (R7).
select
    'song' as member,
    s.song_id as member_id
from frontroom.songs s
left join (select distinct song_id from frontroom.songplays) p on p.song_id = s.song_id
where s.is_inferred
and p.song_id is null
union all
select
    'artist',
    a.artist_id
from frontroom.artists a
left join (select distinct artist_id from frontroom.songs) s on s.artist_id = a.artist_id
where a.is_inferred
and s.artist_id is null

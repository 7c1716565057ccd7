-- Every inferred song that lost a play has another one, and every inferred artist that lost a song has another one (R7).
select
    'song' as member,
    s.song_id as member_id
from frontroom.songs s
join (select distinct song_id from leaving_songplays) l on l.song_id = s.song_id
left join (
    select distinct p.song_id
    from frontroom.songplays p
    join (select distinct song_id from leaving_songplays where match_rule = 'inferred') m on m.song_id = p.song_id
) p on p.song_id = s.song_id
where s.is_inferred
and p.song_id is null
union all
select
    'artist',
    a.artist_id
from frontroom.artists a
join leaving_artists l on l.artist_id = a.artist_id
left join (select distinct artist_id from frontroom.songs) s on s.artist_id = a.artist_id
where a.is_inferred
and s.artist_id is null

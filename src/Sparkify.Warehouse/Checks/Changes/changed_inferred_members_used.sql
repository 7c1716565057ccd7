-- Every inferred song that lost a play has another one, and every inferred artist that lost a song has another one (R7). Most artists have one
-- among the changed songs; all songs are read for the others alone.
with
unproved_artists as (
    select a.artist_id
    from checked_artists a
    join leaving_artists l on l.artist_id = a.artist_id
    left join (select distinct artist_id from checked_songs) s on s.artist_id = a.artist_id
    where a.is_inferred
    and s.artist_id is null
)

select
    'song' as member,
    s.song_id as member_id
from checked_songs s
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
    u.artist_id
from unproved_artists u
left join (
    select distinct s.artist_id
    from frontroom.songs s
    join unproved_artists a on a.artist_id = s.artist_id
) s on s.artist_id = u.artist_id
where s.artist_id is null

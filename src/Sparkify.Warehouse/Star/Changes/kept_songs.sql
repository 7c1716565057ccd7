-- One row per inferred song that gains or loses a play and still has other plays, with the values from those. The front room no longer has
-- the deleted plays, and does not have the added ones yet. The names of a song that only gains plays are read from these: they are the same.
with
remaining as (
    select
        p.song_id,
        min(p.length) as duration
    from frontroom.songplays p
    join (select distinct song_id from leaving_songplays where match_rule = 'inferred') l on l.song_id = p.song_id
    group by p.song_id
),

gaining as (
    select
        m.song_id,
        min(m.song) as title,
        min(m.artist_id) as artist_id
    from song_matches m
    left join (select distinct song_id from leaving_songplays) l on l.song_id = m.song_id
    where m.match_rule = 'inferred'
    and l.song_id is null
    group by m.song_id
)

select
    s.song_id,
    s.title,
    s.artist_id,
    r.duration
from frontroom.songs s
join remaining r on r.song_id = s.song_id
where s.is_inferred
union all
select
    g.song_id,
    g.title,
    g.artist_id,
    s.duration
from frontroom.songs s
join gaining g on g.song_id = s.song_id
where s.is_inferred

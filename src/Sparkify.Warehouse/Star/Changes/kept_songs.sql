-- One row per inferred song that gains or loses a play and still has other plays, with the values from those. The front room no longer has
-- the deleted plays, and does not have the added ones yet.
with
remaining as (
    select
        p.song_id,
        min(p.length) as duration
    from frontroom.songplays p
    join (select distinct song_id from leaving_songplays where match_rule = 'inferred') l on l.song_id = p.song_id
    group by p.song_id
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
    s.song_id,
    s.title,
    s.artist_id,
    s.duration
from frontroom.songs s
join inferred_songs i on i.song_id = s.song_id
left join (select distinct song_id from leaving_songplays) l on l.song_id = s.song_id
where s.is_inferred
and l.song_id is null

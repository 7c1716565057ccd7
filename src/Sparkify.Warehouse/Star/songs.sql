-- One row per song, from the catalogue or known only from plays (R7).
select
    song_id,
    title,
    artist_id,
    year,
    duration,
    false as is_inferred
from arriving_songs
union all
select
    song_id,
    min(title),
    min(artist_id),
    null,
    min(duration),
    true
from (
    select
        song_id,
        song as title,
        artist_id,
        inferred_duration as duration
    from song_matches
    where match_rule = 'inferred'
    union all
    select
        song_id,
        title,
        artist_id,
        duration
    from kept_songs
) as inferred
group by song_id

-- One row per song: those of the catalogue, and those known only from plays (R7).
select
    song_id,
    title,
    artist_id,
    year,
    duration,
    false as is_inferred
from backroom.accepted_songs
union all
select
    song_id,
    min(song),
    min(artist_id),
    null,
    min(inferred_duration),
    true
from song_matches
where match_rule = 'inferred'
group by song_id

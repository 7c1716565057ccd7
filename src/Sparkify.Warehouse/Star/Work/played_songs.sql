-- One row per title, artist name and length among the plays to build; length_key is the length, or -1 if there is none.
select
    match_key,
    song,
    artist,
    coalesce(length, -1) as length_key,
    max(length) as length
from arriving_events
where match_key is not null
group by match_key, song, artist, coalesce(length, -1)

-- One row per title, artist name and length that was ever played; length_key is the length, -1 where there is none.
select
    match_key,
    song,
    artist,
    coalesce(length, -1) as length_key,
    max(length) as length
from backroom.accepted_events
where page = 'NextSong'
group by match_key, song, artist, coalesce(length, -1)

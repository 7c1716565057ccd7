-- One row per play: an event with a match_key.
select
    e.event_key as songplay_id,
    date_trunc('second', e.ts) as start_time,
    e.user_id,
    e.level,
    m.song_id,
    m.artist_id,
    e.session_id,
    e.location,
    e.user_agent,
    e.item_in_session,
    e.length,
    m.match_rule
from arriving_events e
join song_matches m
    on m.match_key = e.match_key
    and m.song = e.song
    and m.artist = e.artist
    and m.length_key = coalesce(e.length, -1)
where e.match_key is not null

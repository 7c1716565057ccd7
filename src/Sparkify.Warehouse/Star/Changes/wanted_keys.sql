-- One row per key of an event whose front-room row is rebuilt: changed events, and plays whose song is matched again.
with
wanted as (
    select
        event_key,
        hash_key,
        1 as is_changed
    from backroom.changed_events
    union all
    select
        p.songplay_id,
        coalesce(k.hash_key, p.songplay_id),
        0
    from frontroom.songplays p
    join songs_to_match_again m on m.song_id = p.song_id
    left join backroom.event_rekeys k on k.event_key = p.songplay_id
)

select
    event_key,
    hash_key,
    max(is_changed) = 1 as is_changed
from wanted
group by event_key, hash_key

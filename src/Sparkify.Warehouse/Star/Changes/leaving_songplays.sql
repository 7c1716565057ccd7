-- One row per play in the front room that is rebuilt or deleted.
select
    p.songplay_id,
    p.start_time,
    p.user_id,
    p.song_id,
    p.artist_id,
    p.match_rule,
    w.is_changed
from frontroom.songplays p
join (
    select
        event_key,
        max(case when is_changed then 1 else 0 end) = 1 as is_changed
    from wanted_keys
    group by event_key
) w on w.event_key = p.songplay_id

-- One row per event to build from: changed events that count, and plays whose song is matched again.
select
    w.event_key,
    e.match_key,
    e.artist,
    e.first_name,
    e.gender,
    e.item_in_session,
    e.last_name,
    e.length,
    e.level,
    e.location,
    e.method,
    e.page,
    e.registration,
    e.session_id,
    e.song,
    e.status,
    e.ts,
    e.user_agent,
    e.user_id,
    w.is_changed
from backroom.staging_events e
join wanted_keys w on w.hash_key = e.event_key
join backroom.files f on f.file_id = e.file_id and f.state = 'taken'
left join backroom.duplicate_events d on d.file_id = e.file_id and d.byte_offset = e.byte_offset
left join backroom.event_rekeys k on k.file_id = e.file_id and k.byte_offset = e.byte_offset
where d.file_id is null
and w.event_key = coalesce(k.event_key, e.event_key)

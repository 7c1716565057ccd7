-- One row per staged event that counts: its file is taken and the event is its key's winner (R3). Its key is the final one (R11).
select
    e.file_id,
    e.line,
    e.byte_offset,
    coalesce(k.event_key, e.event_key) as event_key,
    e.match_key,
    e.artist,
    e.artist_raw,
    e.auth,
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
    e.song_raw,
    e.status,
    e.ts,
    e.user_agent,
    e.user_id
from backroom.staging_events e
join backroom.files f on f.file_id = e.file_id and f.state = 'taken'
left join backroom.duplicate_events d on d.file_id = e.file_id and d.byte_offset = e.byte_offset
left join backroom.event_rekeys k on k.file_id = e.file_id and k.byte_offset = e.byte_offset
where d.file_id is null

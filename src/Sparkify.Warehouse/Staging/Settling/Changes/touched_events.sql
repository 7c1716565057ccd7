-- One row per touched event that counts now, with its key and its typed columns. Read before and after a load's contents are added and removed.
select
    coalesce(k.event_key, e.event_key) as event_key,
    e.event_key as hash_key,
    e.artist,
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
    e.status,
    e.ts,
    e.user_agent,
    e.user_id
from backroom.staging_events e
join (
    select
        r.event_key,
        r.file_id,
        r.byte_offset
    from touched_rows r
    join backroom.files f on f.file_id = r.file_id and f.state = 'taken'
) t on t.event_key = e.event_key and t.file_id = e.file_id and t.byte_offset = e.byte_offset
left join backroom.duplicate_events d on d.file_id = e.file_id and d.byte_offset = e.byte_offset
left join backroom.event_rekeys k on k.file_id = e.file_id and k.byte_offset = e.byte_offset
where d.file_id is null

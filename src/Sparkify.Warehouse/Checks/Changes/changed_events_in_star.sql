-- Every changed event that counts is in songplays if it is a play, otherwise in page_events, with its key and its session; one that does
-- not count is in neither.
with
wanted as (
    select distinct event_key
    from backroom.changed_events
),

accepted as (
    select
        w.event_key,
        e.session_id,
        case when e.match_key is not null then 1 else 0 end as is_play
    from backroom.staging_events e
    join (select distinct event_key, hash_key from backroom.changed_events) w on w.hash_key = e.event_key
    join backroom.files f on f.file_id = e.file_id and f.state = 'taken'
    left join backroom.duplicate_events d on d.file_id = e.file_id and d.byte_offset = e.byte_offset
    left join backroom.event_rekeys k on k.file_id = e.file_id and k.byte_offset = e.byte_offset
    where d.file_id is null
    and w.event_key = coalesce(k.event_key, e.event_key)
),

shown as (
    select
        p.songplay_id as event_key,
        p.session_id,
        1 as is_play
    from checked_songplays p
    join wanted w on w.event_key = p.songplay_id
    union all
    select
        p.page_event_id,
        p.session_id,
        0
    from checked_page_events p
    join wanted w on w.event_key = p.page_event_id
)

select
    a.event_key as event_accepted,
    s.event_key as event_in_star,
    coalesce(a.session_id, s.session_id) as session_id,
    coalesce(a.is_play, s.is_play) as is_play
from accepted a
full join shown s on s.event_key = a.event_key and s.session_id = a.session_id and s.is_play = a.is_play
where a.event_key is null
or s.event_key is null

-- One row per listener, as last seen (R8).
with
last_seen as (
    -- The few events in which a listener, or a registration, was last seen; several may have the same time.
    select
        e.user_id,
        e.first_name,
        e.last_name,
        e.gender,
        e.level,
        e.registration,
        row_number() over (
            partition by e.user_id
            order by e.ts desc, e.session_id desc, e.item_in_session desc
        ) as place,
        row_number() over (
            partition by e.user_id
            order by case when e.registration is null then 1 else 0 end, e.ts desc, e.session_id desc, e.item_in_session desc
        ) as registration_place
    from listener_events e
    join listeners l on l.user_id = e.user_id and (e.ts = l.last_seen_at or e.ts = l.registration_seen_at)
)

select
    l.user_id,
    e.first_name,
    e.last_name,
    e.gender,
    e.level,
    r.registration as registered_at,
    l.first_seen_at,
    l.last_seen_at
from listeners l
join last_seen e on e.user_id = l.user_id and e.place = 1
join last_seen r on r.user_id = l.user_id and r.registration_place = 1

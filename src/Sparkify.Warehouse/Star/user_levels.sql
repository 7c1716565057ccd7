-- One row per stretch in which a listener kept one level (R8).
with
events as (
    select
        e.user_id,
        e.ts,
        e.session_id,
        e.item_in_session,
        e.level,
        lag(e.level) over (partition by e.user_id order by e.ts, e.session_id, e.item_in_session) as previous_level
    from backroom.accepted_events e
    join listeners l on l.user_id = e.user_id
    where l.lowest_level <> l.highest_level
),

changes as (
    select
        user_id,
        row_number() over (partition by user_id order by ts, session_id, item_in_session) as stretch,
        level,
        ts as valid_from,
        lead(ts) over (partition by user_id order by ts, session_id, item_in_session) as valid_to,
        lead(level) over (partition by user_id order by ts, session_id, item_in_session) as next_level
    from events
    where previous_level is null or previous_level <> level
)

select
    user_id,
    cast(stretch as integer) as stretch,
    level,
    valid_from,
    valid_to,
    next_level is null as is_current
from changes
union all
select
    user_id,
    1,
    lowest_level,
    first_seen_at,
    null,
    true
from listeners
where lowest_level = highest_level

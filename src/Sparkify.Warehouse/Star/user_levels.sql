-- One row per stretch in which a listener kept one level (R8).
with
events as (
    select
        e.user_id,
        e.ts,
        e.session_id,
        e.item_in_session,
        e.level,
        e.level_since,
        lag(e.level) over (partition by e.user_id order by e.ts, e.session_id, e.item_in_session) as previous_level
    from listener_events e
    join listeners l on l.user_id = e.user_id
    where l.lowest_level <> l.highest_level
),

changes as (
    select
        user_id,
        row_number() over (partition by user_id order by ts, session_id, item_in_session) as number,
        level,
        level_since as valid_from,
        lead(level_since) over (partition by user_id order by ts, session_id, item_in_session) as valid_to,
        lead(level) over (partition by user_id order by ts, session_id, item_in_session) as next_level
    from events
    where previous_level is null or previous_level <> level
)

select
    c.user_id,
    cast(c.number + l.stretches_before as integer) as stretch,
    c.level,
    c.valid_from,
    c.valid_to,
    c.next_level is null as is_current
from changes c
join listeners l on l.user_id = c.user_id
union all
select
    user_id,
    1 + stretches_before,
    lowest_level,
    level_since,
    null,
    true
from listeners
where lowest_level = highest_level

-- title: Membership changes by week
-- question: How many listeners upgrade to paid and downgrade to free in each whole week?
-- bar: upgrades
-- reads: user_levels (level, stretch, user_id, valid_from)
-- reads: time (start_time, week_start)
with bounds as (
    select
        min(start_time) as first_event,
        max(start_time) as last_event
    from frontroom.time
),

levels as (
    select
        user_id,
        level,
        valid_from,
        lag(level) over (partition by user_id order by stretch) as level_before
    from frontroom.user_levels
),

-- A week without a change is a row of zeros.
changes as (
    select
        cast(date_trunc('week', valid_from) as date) as week_start,
        user_id,
        case when level = 'paid' then 1 else 0 end as upgrade,
        case when level_before = 'paid' then 1 else 0 end as downgrade
    from levels
    where level_before is not null
    union all
    select distinct
        week_start,
        cast(null as integer) as user_id,
        0 as upgrade,
        0 as downgrade
    from frontroom.time
)

-- is_complete: the data start before the week and continue after it.
select
    c.week_start,
    sum(c.upgrade) as upgrades,
    sum(c.downgrade) as downgrades,
    count(distinct c.user_id) as listeners,
    (bounds.first_event <= c.week_start and bounds.last_event >= c.week_start + 7) as is_complete
from changes as c
cross join bounds
where true
-- given from: and c.week_start + 7 > $from
-- given to: and c.week_start < $to
group by c.week_start, bounds.first_event, bounds.last_event
order by c.week_start

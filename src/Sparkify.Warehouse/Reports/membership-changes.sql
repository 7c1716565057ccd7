-- title: Membership changes by week
-- question: How many listeners go up to paid and down to free, week by week?
-- bar: upgrades
-- reads: user_levels (level, stretch, user_id, valid_from)
with changes as (
    select
        user_id,
        level,
        valid_from,
        lag(level) over (partition by user_id order by stretch) as level_before
    from frontroom.user_levels
)

select
    cast(date_trunc('week', valid_from) as date) as week_start,
    sum(case when level = 'paid' then 1 else 0 end) as upgrades,
    sum(case when level_before = 'paid' then 1 else 0 end) as downgrades,
    count(distinct user_id) as listeners
from changes
where level_before is not null
-- given from: and valid_from >= $from
-- given to: and valid_from < $to
group by cast(date_trunc('week', valid_from) as date)
order by week_start

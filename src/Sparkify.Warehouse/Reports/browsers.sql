-- title: Browsers and platforms
-- question: Which browsers and platforms do people use to listen?
-- bar: plays
-- reads: songplays (user_agent, user_id)
with agents as (
    select
        user_id,
        case
            when user_agent like '%Edg%' then 'Edge'
            when user_agent like '%Firefox%' then 'Firefox'
            when user_agent like '%Chrome%' or user_agent like '%CriOS%' then 'Chrome'
            when user_agent like '%Safari%' then 'Safari'
            when user_agent like '%Trident%' or user_agent like '%MSIE%' then 'Internet Explorer'
            when user_agent is null then '(unknown)'
            else 'other'
        end as browser,
        case
            when user_agent like '%iPhone%' or user_agent like '%iPad%' then 'iOS'
            when user_agent like '%Android%' then 'Android'
            when user_agent like '%Windows%' then 'Windows'
            when user_agent like '%Macintosh%' then 'macOS'
            when user_agent like '%Linux%' then 'Linux'
            when user_agent is null then '(unknown)'
            else 'other'
        end as platform
    from frontroom.songplays
    where true
    -- given from: and start_time >= $from
    -- given to: and start_time < $to
    -- given level: and level = $level
    -- given place: and location = $place
)

select
    browser,
    platform,
    count(*) as plays,
    count(distinct user_id) as listeners
from agents
group by browser, platform
order by plays desc, listeners desc, browser, platform

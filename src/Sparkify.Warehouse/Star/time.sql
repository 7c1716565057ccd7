-- One row per second in which something happened (R10).
with
seconds as (
    select distinct date_trunc('second', ts) as start_time
    from backroom.accepted_events
),

days as (
    select distinct cast(start_time as date) as day_date
    from seconds
)

select
    s.start_time,
    cast(extract(hour from s.start_time) as integer) as hour,
    cast(extract(day from d.day_date) as integer) as day,
    cast(extract(week from d.day_date) as integer) as week,
    cast(extract(month from d.day_date) as integer) as month,
    cast(extract(year from d.day_date) as integer) as year,
    cast(extract(dow from d.day_date) as integer) as weekday,
    d.day_date as date,
    cast(date_trunc('week', d.day_date) as date) as week_start
from seconds s
join days d on d.day_date = cast(s.start_time as date)

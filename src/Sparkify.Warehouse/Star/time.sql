-- One row per second in which something happened (R10).
select
    start_time,
    cast(extract(hour from start_time) as integer) as hour,
    cast(extract(day from start_time) as integer) as day,
    cast(extract(week from start_time) as integer) as week,
    cast(extract(month from start_time) as integer) as month,
    cast(extract(year from start_time) as integer) as year,
    cast(extract(dow from start_time) as integer) as weekday,
    cast(start_time as date) as date,
    cast(date_trunc('week', start_time) as date) as week_start
from arriving_seconds

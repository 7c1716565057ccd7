-- One row per second in which something happened (R10).
select
    start_time,
    cast(date_part('hour', start_time) as integer) as hour,
    cast(date_part('day', start_time) as integer) as day,
    cast(date_part('week', start_time) as integer) as week,
    cast(date_part('month', start_time) as integer) as month,
    cast(date_part('year', start_time) as integer) as year,
    cast(date_part('dow', start_time) as integer) as weekday,
    cast(start_time as date) as date,
    cast(date_trunc('week', start_time) as date) as week_start
from arriving_seconds

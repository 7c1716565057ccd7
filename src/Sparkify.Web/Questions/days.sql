-- One row: the first and the last day on which anything happened.
select
    min(date) as first_day,
    max(date) as last_day
from frontroom.time

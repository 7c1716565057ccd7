-- One row: 1 if there is such a load, else 0. $1 load
select count(*) as loads
from backroom.loads
where load_id = $1

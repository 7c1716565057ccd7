-- The load that is settled in the backroom and not yet known to be visible; no row when there is none.
select load_id
from backroom.loads
where state = 'settled'

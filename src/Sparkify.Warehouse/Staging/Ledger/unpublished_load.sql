-- The load that is settled and not yet marked as published; no row if there is none.
select load_id
from backroom.loads
where state = 'settled'

-- One row: the last load that readers saw; null before the first.
select max(load_id) as load_id
from backroom.loads
where state = 'published'

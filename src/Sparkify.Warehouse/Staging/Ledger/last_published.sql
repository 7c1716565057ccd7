-- One row: the last published load; null before the first.
select max(load_id) as load_id
from backroom.loads
where state = 'published'

-- One row: the load published before this one; no row if this load's changes are not listed. $1 load
select max(earlier.load_id) as load_id
from backroom.loads as this
inner join backroom.loads as earlier on earlier.load_id < this.load_id
where this.load_id = $1 and this.has_changes and earlier.state = 'published'
having max(earlier.load_id) is not null

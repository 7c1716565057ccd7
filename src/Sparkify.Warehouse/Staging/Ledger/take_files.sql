-- Pending contents count from now on, as part of this load. $1 load
update backroom.files
set state = 'taken', load_id = $1
where state = 'pending'

-- Marks pending contents as taken by this load, so that they count. $1 load
update backroom.files
set state = 'taken', load_id = $1
where state = 'pending'

-- The front room shows this load. $1 load
update backroom.loads
set state = 'published'
where load_id = $1

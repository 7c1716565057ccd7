-- Marks a load as published: the front room shows it. $1 load
update backroom.loads
set state = 'published'
where load_id = $1

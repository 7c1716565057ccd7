-- What a load changed is not relied on any more. $1 load
update backroom.loads
set has_changes = false
where load_id = $1

-- Invalidates the list of what a load changed, so the next build is a full one. $1 load
update backroom.loads
set has_changes = false
where load_id = $1

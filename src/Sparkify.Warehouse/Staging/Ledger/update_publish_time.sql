-- Sets the publish time of a settled load that is only published now, by a later run. $1 load, $2 now
update backroom.loads
set published_at = $2
where load_id = $1

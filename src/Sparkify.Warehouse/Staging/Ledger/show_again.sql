-- A settled load is published after all, later than it was meant to be. $1 load, $2 now
update backroom.loads
set published_at = $2
where load_id = $1

-- Sets the state and message of a load that is not published. $1 load, $2 state, $3 message
update backroom.loads
set state = $2, message = $3
where load_id = $1

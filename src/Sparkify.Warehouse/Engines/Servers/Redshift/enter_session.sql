-- A session of the load that holds the warehouse. $1 session, $2 when it began, $3 purpose, $4 process, $5 host, $6 now
insert into backroom.load_sessions (session_id, session_began_at, purpose, process, host, since)
values ($1, $2, $3, $4, $5, $6)

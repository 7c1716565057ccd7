-- One row per session that a load has opened: those of the load that holds the warehouse, and of one that was killed before it.
select
    session_id,
    session_began_at,
    purpose,
    process,
    host,
    since
from backroom.load_sessions

-- One row per session of this login that there is now.
select
    process as session_id,
    starttime as session_began_at
from stv_sessions

-- again: One row: 1 when there is a lock and a list of who holds it, which is made last; else 0.

-- again: One row per session that holds the lock.

-- again: set statement_timeout to 2000

-- again: begin

-- again: Holds the warehouse until the transaction ends; waits for its present holder as long as a statement may take.

-- again: One row per session that a load has opened: those of the load that holds the warehouse, and of one that was killed before it.

-- again: One row per session of this login that there is now.

-- again: Sessions of earlier loads, which the holder of the warehouse has ended.

-- again: One row per session of this login that there is now.

-- again: A session of the load that holds the warehouse. $1 session, $2 when it began, $3 purpose, $4 process, $5 host, $6 now

-- again: One row per table of the front room.

-- again: One row: what the front room shows, and the keys that its tables have.

alter table frontroom.time alter diststyle all;

alter table frontroom.users alter diststyle key distkey user_id;

alter table frontroom.user_levels alter diststyle key distkey user_id;

alter table frontroom.artists alter diststyle all;

alter table frontroom.songs alter diststyle all;

alter table frontroom.songplays alter diststyle key distkey user_id;

alter table frontroom.page_events alter diststyle key distkey session_id;

alter table frontroom.load_history alter diststyle all;

-- The keys that the front room's tables have from now on. $1 the preset
update frontroom.publication
set key_preset = $1;

-- again: rollback


-- The table that a load locks while it owns the warehouse (R13); it stays empty. Another table, which is never locked, says who holds it.
create schema if not exists backroom;

create table if not exists backroom.load_lock (
    is_held boolean
)
diststyle all;

create table if not exists backroom.load_sessions (
    session_id integer not null,
    session_began_at timestamp not null,
    purpose varchar(16) not null,
    process integer not null,
    host varchar(255) not null,
    since timestamp not null
)
diststyle all

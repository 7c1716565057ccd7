-- The table that a load locks while it owns the warehouse (R13). It stays empty, and nobody else has a reason to touch it.
create schema if not exists backroom;

create table if not exists backroom.load_lock ();

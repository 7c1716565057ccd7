-- The table that the script copies into: a column a field, in the order of the script.
create table staging_events (
    artist text,
    auth text,
    first_name text,
    gender text,
    item_in_session integer,
    last_name text,
    length double precision,
    level text,
    location text,
    method text,
    page text,
    registration double precision,
    session_id bigint,
    song text,
    status integer,
    ts bigint,
    user_agent text,
    user_id integer
);

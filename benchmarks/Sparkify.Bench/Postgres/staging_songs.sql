-- The table that the script copies song files into.
create table staging_songs (
    num_songs integer,
    artist_id text,
    artist_latitude double precision,
    artist_longitude double precision,
    artist_location text,
    artist_name text,
    song_id text,
    title text,
    duration double precision,
    year integer
);

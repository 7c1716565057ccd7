-- The five tables of the original design, from the two staging tables, with their primary keys. A play without a song in the catalogue is kept, with nulls.
create table users as
select distinct on (user_id)
    user_id,
    first_name,
    last_name,
    gender,
    level
from staging_events
where user_id is not null
order by user_id, ts desc;

create table songs as
select distinct on (song_id)
    song_id,
    title,
    artist_id,
    nullif(year, 0) as year,
    duration
from staging_songs
order by song_id;

create table artists as
select distinct on (artist_id)
    artist_id,
    artist_name as name,
    artist_location as location,
    artist_latitude as latitude,
    artist_longitude as longitude
from staging_songs
order by artist_id;

create table songplays as
select
    row_number() over () as songplay_id,
    date_trunc('second', to_timestamp(e.ts / 1000.0) at time zone 'UTC') as start_time,
    e.user_id,
    e.level,
    s.song_id,
    s.artist_id,
    e.session_id,
    e.location,
    e.user_agent
from staging_events as e
left join staging_songs as s on s.title = e.song and s.artist_name = e.artist and s.duration = e.length
where e.page = 'NextSong';

create table "time" as
select
    start_time,
    extract(hour from start_time)::integer as hour,
    extract(day from start_time)::integer as day,
    extract(week from start_time)::integer as week,
    extract(month from start_time)::integer as month,
    extract(year from start_time)::integer as year,
    extract(dow from start_time)::integer as weekday
from (select distinct start_time from songplays) as seconds;

alter table users add primary key (user_id);
alter table songs add primary key (song_id);
alter table artists add primary key (artist_id);
alter table "time" add primary key (start_time);
alter table songplays add primary key (songplay_id);
analyze;

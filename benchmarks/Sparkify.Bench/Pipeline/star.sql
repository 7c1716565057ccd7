-- The five tables of the original design, from the two staging tables. A play without a song in the catalogue is kept, with nulls.
create or replace table users as
select "userId"::integer as user_id, "firstName" as first_name, "lastName" as last_name, gender, level
from staging_events
where "userId" <> ''
qualify row_number() over (partition by "userId" order by ts desc) = 1;

create or replace table songs as
select distinct on (song_id) song_id, title, artist_id, nullif(year, 0) as year, duration
from staging_songs;

create or replace table artists as
select distinct on (artist_id)
    artist_id,
    artist_name as name,
    artist_location as location,
    artist_latitude as latitude,
    artist_longitude as longitude
from staging_songs;

create or replace sequence songplay_ids;

create or replace table songplays as
select
    nextval('songplay_ids') as songplay_id,
    date_trunc('second', make_timestamp(e.ts * 1000)) as start_time,
    e."userId"::integer as user_id,
    e.level,
    s.song_id,
    s.artist_id,
    e."sessionId" as session_id,
    e.location,
    e."userAgent" as user_agent
from staging_events as e
left join staging_songs as s on s.title = e.song and s.artist_name = e.artist and s.duration = e.length
where e.page = 'NextSong';

create or replace table time as
select
    start_time,
    hour(start_time) as hour,
    day(start_time) as day,
    week(start_time) as week,
    month(start_time) as month,
    year(start_time) as year,
    dayofweek(start_time) as weekday
from (select distinct start_time from songplays);

-- again: One row per table of the front room.

-- again: One row: what the front room shows, and the keys that its tables have.

-- again: set statement_timeout to 0

begin isolation level serializable;

-- again: One row per table of the front room.

-- again: One row: what the front room shows, and the keys that its tables have.

create schema if not exists backroom_rebuilt_SESSION;

create view backroom_rebuilt_SESSION.warehouse as select * from backroom.warehouse;

create view backroom_rebuilt_SESSION.loads as select * from backroom.loads;

create view backroom_rebuilt_SESSION.files as select * from backroom.files;

create view backroom_rebuilt_SESSION.discarded_files as select * from backroom.discarded_files;

create view backroom_rebuilt_SESSION.rejects as select * from backroom.rejects;

create view backroom_rebuilt_SESSION.staging_events as select * from backroom.staging_events;

create view backroom_rebuilt_SESSION.staging_songs as select * from backroom.staging_songs;

create view backroom_rebuilt_SESSION.changed_events as select * from backroom.changed_events;

create view backroom_rebuilt_SESSION.changed_songs as select * from backroom.changed_songs;

create view backroom_rebuilt_SESSION.changed_artist_names as select * from backroom.changed_artist_names;

create table backroom_rebuilt_SESSION.duplicate_events (
    file_id integer not null,
    byte_offset bigint not null,
    is_corrected boolean not null
)
diststyle all compound sortkey (file_id, byte_offset);

comment on table backroom_rebuilt_SESSION.duplicate_events is 'one row per staged event that another one outranks';

comment on column backroom_rebuilt_SESSION.duplicate_events.file_id is 'The file it is in';

comment on column backroom_rebuilt_SESSION.duplicate_events.byte_offset is 'Where it begins in the unpacked file';

comment on column backroom_rebuilt_SESSION.duplicate_events.is_corrected is 'Whether the winner''s typed columns differ from its own';

create table backroom_rebuilt_SESSION.duplicate_songs (
    file_id integer not null,
    byte_offset bigint not null,
    is_corrected boolean not null
)
diststyle all compound sortkey (file_id, byte_offset);

comment on table backroom_rebuilt_SESSION.duplicate_songs is 'one row per staged song that another one outranks';

comment on column backroom_rebuilt_SESSION.duplicate_songs.file_id is 'The file it is in';

comment on column backroom_rebuilt_SESSION.duplicate_songs.byte_offset is 'Where it begins in the unpacked file';

comment on column backroom_rebuilt_SESSION.duplicate_songs.is_corrected is 'Whether the winner''s typed columns differ from its own';

create table backroom_rebuilt_SESSION.event_rekeys (
    file_id integer not null,
    byte_offset bigint not null,
    hash_key bigint not null,
    event_key bigint not null
)
diststyle all compound sortkey (file_id, byte_offset);

comment on table backroom_rebuilt_SESSION.event_rekeys is 'one row per event whose hash another identity already has';

comment on column backroom_rebuilt_SESSION.event_rekeys.file_id is 'The file it is in';

comment on column backroom_rebuilt_SESSION.event_rekeys.byte_offset is 'Where it begins in the unpacked file';

comment on column backroom_rebuilt_SESSION.event_rekeys.hash_key is 'The hash of its identity, which a smaller identity has';

comment on column backroom_rebuilt_SESSION.event_rekeys.event_key is 'The key it has instead';

create or replace view backroom_rebuilt_SESSION.accepted_events as
-- One row per staged event that counts: its file is taken and the event is its key's winner (R3). Its key is the final one (R11).
select
    e.file_id,
    e.line,
    e.byte_offset,
    coalesce(k.event_key, e.event_key) as event_key,
    e.match_key,
    e.artist,
    e.artist_raw,
    e.auth,
    e.first_name,
    e.gender,
    e.item_in_session,
    e.last_name,
    e.length,
    e.level,
    e.location,
    e.method,
    e.page,
    e.registration,
    e.session_id,
    e.song,
    e.song_raw,
    e.status,
    e.ts,
    e.user_agent,
    e.user_id
from backroom_rebuilt_SESSION.staging_events e
join backroom_rebuilt_SESSION.files f on f.file_id = e.file_id and f.state = 'taken'
left join backroom_rebuilt_SESSION.duplicate_events d on d.file_id = e.file_id and d.byte_offset = e.byte_offset
left join backroom_rebuilt_SESSION.event_rekeys k on k.file_id = e.file_id and k.byte_offset = e.byte_offset
where d.file_id is null;

comment on view backroom_rebuilt_SESSION.accepted_events is 'one row per staged event that counts';

create or replace view backroom_rebuilt_SESSION.accepted_songs as
-- One row per staged song that counts: its file is taken and the row is its key's winner (R3).
select
    s.file_id,
    s.line,
    s.byte_offset,
    s.match_key,
    s.artist_id,
    s.artist_latitude,
    s.artist_location,
    s.artist_longitude,
    s.artist_name,
    s.duration,
    s.num_songs,
    s.song_id,
    s.title,
    s.year
from backroom_rebuilt_SESSION.staging_songs s
join backroom_rebuilt_SESSION.files f on f.file_id = s.file_id and f.state = 'taken'
left join backroom_rebuilt_SESSION.duplicate_songs d on d.file_id = s.file_id and d.byte_offset = s.byte_offset
where d.file_id is null;

comment on view backroom_rebuilt_SESSION.accepted_songs is 'one row per staged song that counts';

-- The load that is settled and not yet marked as published; no row if there is none.
select load_id
from backroom_rebuilt_SESSION.loads
where state = 'settled';

-- One row: the last published load; null before the first.
select max(load_id) as load_id
from backroom_rebuilt_SESSION.loads
where state = 'published';

delete from backroom_rebuilt_SESSION.duplicate_events;

delete from backroom_rebuilt_SESSION.duplicate_songs;

create temporary table repeated_keys as
-- One row per event key that several staged events have: only these can be duplicates (R3) or need another key (R11).
select
    event_key
from backroom_rebuilt_SESSION.staging_events
group by event_key
having count(*) > 1;

create temporary table repeated_songs as
-- One row per song_id that several staged songs have: only these can be duplicates (R3).
select
    song_id
from backroom_rebuilt_SESSION.staging_songs
group by song_id
having count(*) > 1;

-- again: select 1 from repeated_keys limit 1

insert into backroom_rebuilt_SESSION.duplicate_events (file_id, byte_offset, is_corrected)
-- One row per staged event that is not its key's winner (R3). Identities are compared by their columns, within the few repeated keys.
with
ranked as (
    select
        e.*,
        row_number() over (
            partition by e.session_id, e.item_in_session, e.user_id, e.ts
            order by f.uri desc, e.byte_offset desc
        ) as place
    from backroom_rebuilt_SESSION.staging_events e
    join repeated_keys k on k.event_key = e.event_key
    join backroom_rebuilt_SESSION.files f on f.file_id = e.file_id
    where f.state = 'taken'
),

compared as (
    -- A row that equals the winner in every typed column is in the winner's group; nulls are equal.
    select
        file_id,
        byte_offset,
        place,
        min(place) over (
            partition by
                artist, auth, first_name, gender, item_in_session, last_name, length, level, location,
                method, page, registration, session_id, song, status, ts, user_agent, user_id
        ) as best_place
    from ranked
)

select
    file_id,
    byte_offset,
    best_place > 1 as is_corrected
from compared
where place > 1;

-- again: select 1 from repeated_songs limit 1

delete from backroom_rebuilt_SESSION.event_rekeys;

-- again: select 1 from repeated_keys limit 1

-- One row per event that counts and has the same key as another that counts; the key is still the hash of its identity (R11).
with
counting as (
    select e.*
    from backroom_rebuilt_SESSION.staging_events e
    join repeated_keys k on k.event_key = e.event_key
    join backroom_rebuilt_SESSION.files f on f.file_id = e.file_id and f.state = 'taken'
    left join backroom_rebuilt_SESSION.duplicate_events d on d.file_id = e.file_id and d.byte_offset = e.byte_offset
    where d.file_id is null
),

contended as (
    select event_key
    from counting
    group by event_key
    having count(*) > 1
)

select
    c.event_key,
    c.session_id,
    c.item_in_session,
    c.user_id,
    c.ts,
    c.file_id,
    c.byte_offset
from counting c
join contended k on k.event_key = c.event_key;

-- again: drop table repeated_songs

-- again: drop table repeated_keys

create schema if not exists frontroom_rebuilt_SESSION;

create table frontroom_rebuilt_SESSION.time (
    start_time timestamp not null,
    hour integer not null,
    day integer not null,
    week integer not null,
    month integer not null,
    year integer not null,
    weekday integer not null,
    date date not null,
    week_start date not null
)
diststyle key distkey (year) sortkey (start_time);

comment on table frontroom_rebuilt_SESSION.time is 'one row per second in which something happened';

comment on column frontroom_rebuilt_SESSION.time.start_time is 'The second, UTC';

comment on column frontroom_rebuilt_SESSION.time.hour is 'Hour of the day, 0 to 23';

comment on column frontroom_rebuilt_SESSION.time.day is 'Day of the month, 1 to 31';

comment on column frontroom_rebuilt_SESSION.time.week is 'ISO week, 1 to 53';

comment on column frontroom_rebuilt_SESSION.time.month is 'Month, 1 to 12';

comment on column frontroom_rebuilt_SESSION.time.year is 'Calendar year';

comment on column frontroom_rebuilt_SESSION.time.weekday is 'Day of the week, 0 = Sunday';

comment on column frontroom_rebuilt_SESSION.time.date is 'The day';

comment on column frontroom_rebuilt_SESSION.time.week_start is 'Monday of the ISO week';

create table frontroom_rebuilt_SESSION.users (
    user_id integer not null,
    first_name varchar(1024),
    last_name varchar(1024),
    gender varchar(1024),
    level varchar(1024) not null,
    registered_at timestamp,
    first_seen_at timestamp not null,
    last_seen_at timestamp not null
)
diststyle key distkey (level) sortkey (user_id);

comment on table frontroom_rebuilt_SESSION.users is 'one row per listener, as last seen';

comment on column frontroom_rebuilt_SESSION.users.user_id is 'Sparkify''s number for the listener';

comment on column frontroom_rebuilt_SESSION.users.first_name is 'First name';

comment on column frontroom_rebuilt_SESSION.users.last_name is 'Last name';

comment on column frontroom_rebuilt_SESSION.users.gender is 'Gender. Usually F (female), M (male); other values are kept as they come';

comment on column frontroom_rebuilt_SESSION.users.level is 'Membership level at the latest event. Usually free (listens without paying), paid (has a paid subscription); other values are kept as they come';

comment on column frontroom_rebuilt_SESSION.users.registered_at is 'When the listener registered, UTC, to the millisecond';

comment on column frontroom_rebuilt_SESSION.users.first_seen_at is 'The first event, UTC, to the millisecond';

comment on column frontroom_rebuilt_SESSION.users.last_seen_at is 'The latest event, UTC, to the millisecond';

create table frontroom_rebuilt_SESSION.user_levels (
    user_id integer not null,
    stretch integer not null,
    level varchar(1024) not null,
    valid_from timestamp not null,
    valid_to timestamp,
    is_current boolean not null
)
diststyle auto sortkey (user_id);

comment on table frontroom_rebuilt_SESSION.user_levels is 'one row per stretch in which a listener kept one level';

comment on column frontroom_rebuilt_SESSION.user_levels.user_id is 'The listener';

comment on column frontroom_rebuilt_SESSION.user_levels.stretch is 'Number of the stretch, from 1';

comment on column frontroom_rebuilt_SESSION.user_levels.level is 'Membership level. Usually free (listens without paying), paid (has a paid subscription); other values are kept as they come';

comment on column frontroom_rebuilt_SESSION.user_levels.valid_from is 'Instant of the stretch''s first event, UTC, to the millisecond';

comment on column frontroom_rebuilt_SESSION.user_levels.valid_to is 'Instant of the next stretch''s first event; null for the current one';

comment on column frontroom_rebuilt_SESSION.user_levels.is_current is 'Whether it is the listener''s latest stretch';

create table frontroom_rebuilt_SESSION.artists (
    artist_id varchar(255) not null,
    name varchar(1024) not null,
    location varchar(1024),
    latitude double precision,
    longitude double precision,
    is_inferred boolean not null
)
diststyle auto sortkey (artist_id);

comment on table frontroom_rebuilt_SESSION.artists is 'one row per artist';

comment on column frontroom_rebuilt_SESSION.artists.artist_id is 'Catalogue id, or one that begins inferred: for an artist known only from plays';

comment on column frontroom_rebuilt_SESSION.artists.name is 'The name most of the artist''s songs carry';

comment on column frontroom_rebuilt_SESSION.artists.location is 'Where the artist is from';

comment on column frontroom_rebuilt_SESSION.artists.latitude is 'Latitude of that place, in degrees';

comment on column frontroom_rebuilt_SESSION.artists.longitude is 'Longitude of that place, in degrees';

comment on column frontroom_rebuilt_SESSION.artists.is_inferred is 'Known only from plays: no catalogue entry has arrived yet';

create table frontroom_rebuilt_SESSION.songs (
    song_id varchar(255) not null,
    title varchar(1024) not null,
    artist_id varchar(255) not null,
    year integer,
    duration double precision,
    is_inferred boolean not null
)
diststyle key distkey (artist_id) sortkey (song_id);

comment on table frontroom_rebuilt_SESSION.songs is 'one row per song';

comment on column frontroom_rebuilt_SESSION.songs.song_id is 'Catalogue id, or one that begins inferred: for a song known only from plays';

comment on column frontroom_rebuilt_SESSION.songs.title is 'Title';

comment on column frontroom_rebuilt_SESSION.songs.artist_id is 'Who made it';

comment on column frontroom_rebuilt_SESSION.songs.year is 'Year of release; null when unknown';

comment on column frontroom_rebuilt_SESSION.songs.duration is 'Length in seconds; of an inferred song the smallest length seen';

comment on column frontroom_rebuilt_SESSION.songs.is_inferred is 'Known only from plays: no catalogue entry has arrived yet';

create table frontroom_rebuilt_SESSION.songplays (
    songplay_id bigint not null,
    start_time timestamp not null,
    user_id integer not null,
    level varchar(1024) not null,
    song_id varchar(255) not null,
    artist_id varchar(255) not null,
    session_id bigint not null,
    location varchar(1024),
    user_agent varchar(4096),
    item_in_session integer not null,
    length double precision,
    match_rule varchar(16) not null
)
diststyle key distkey (level) sortkey (start_time);

comment on table frontroom_rebuilt_SESSION.songplays is 'one row per play';

comment on column frontroom_rebuilt_SESSION.songplays.songplay_id is 'Hash of the event''s identity: the same on every engine and after every rebuild';

comment on column frontroom_rebuilt_SESSION.songplays.start_time is 'The second in which it began, UTC';

comment on column frontroom_rebuilt_SESSION.songplays.user_id is 'Who listened';

comment on column frontroom_rebuilt_SESSION.songplays.level is 'Membership level at that time. Usually free (listens without paying), paid (has a paid subscription); other values are kept as they come';

comment on column frontroom_rebuilt_SESSION.songplays.song_id is 'What was played';

comment on column frontroom_rebuilt_SESSION.songplays.artist_id is 'Who made it';

comment on column frontroom_rebuilt_SESSION.songplays.session_id is 'Session the play belongs to';

comment on column frontroom_rebuilt_SESSION.songplays.location is 'Where the listener was';

comment on column frontroom_rebuilt_SESSION.songplays.user_agent is 'The listener''s browser';

comment on column frontroom_rebuilt_SESSION.songplays.item_in_session is 'Number of the event in its session, from 0';

comment on column frontroom_rebuilt_SESSION.songplays.length is 'Length of the song as the log gives it, in seconds';

comment on column frontroom_rebuilt_SESSION.songplays.match_rule is 'How the song was found in the catalogue. Usually exact (title, artist and duration match), title_artist (title and artist match, the duration does not), inferred (the song is not in the catalogue); other values are kept as they come';

create table frontroom_rebuilt_SESSION.page_events (
    page_event_id bigint not null,
    start_time timestamp not null,
    user_id integer,
    level varchar(1024) not null,
    session_id bigint not null,
    item_in_session integer not null,
    page varchar(1024) not null,
    method varchar(1024),
    status integer,
    location varchar(1024),
    user_agent varchar(4096)
)
diststyle key distkey (level) sortkey (start_time);

comment on table frontroom_rebuilt_SESSION.page_events is 'one row per event that is not a play';

comment on column frontroom_rebuilt_SESSION.page_events.page_event_id is 'Hash of the event''s identity: the same on every engine and after every rebuild';

comment on column frontroom_rebuilt_SESSION.page_events.start_time is 'The second in which it happened, UTC';

comment on column frontroom_rebuilt_SESSION.page_events.user_id is 'Who it was; null: nobody logged in';

comment on column frontroom_rebuilt_SESSION.page_events.level is 'Membership level before the event took effect. Usually free (listens without paying), paid (has a paid subscription); other values are kept as they come';

comment on column frontroom_rebuilt_SESSION.page_events.session_id is 'Session the event belongs to';

comment on column frontroom_rebuilt_SESSION.page_events.item_in_session is 'Number of the event in its session, from 0';

comment on column frontroom_rebuilt_SESSION.page_events.page is 'What the listener did. Usually Home (opened the start page), Login (asked to log in), Logout (logged out), Upgrade (looked at the paid offer), Downgrade (looked at leaving the paid offer), Submit Upgrade (upgraded to paid), Submit Downgrade (downgraded to free), Settings (opened the settings), Save Settings (saved the settings), Help (opened the help), About (opened the about page), Error (met an error page); other values are kept as they come';

comment on column frontroom_rebuilt_SESSION.page_events.method is 'HTTP method';

comment on column frontroom_rebuilt_SESSION.page_events.status is 'HTTP status';

comment on column frontroom_rebuilt_SESSION.page_events.location is 'Where the listener was';

comment on column frontroom_rebuilt_SESSION.page_events.user_agent is 'The listener''s browser';

create table frontroom_rebuilt_SESSION.load_history (
    load_id bigint not null,
    started_at timestamp not null,
    published_at timestamp not null,
    files bigint not null,
    rows_read bigint not null,
    rows_accepted bigint not null,
    rows_duplicate bigint not null,
    rows_corrected bigint not null,
    rows_rejected bigint not null,
    rows_repaired bigint not null,
    newest_event_at timestamp
)
diststyle auto sortkey (load_id);

comment on table frontroom_rebuilt_SESSION.load_history is 'one row per published load (an etl or a withdraw)';

comment on column frontroom_rebuilt_SESSION.load_history.load_id is 'Number of the load';

comment on column frontroom_rebuilt_SESSION.load_history.started_at is 'When it began, UTC';

comment on column frontroom_rebuilt_SESSION.load_history.published_at is 'When the front room showed it, UTC';

comment on column frontroom_rebuilt_SESSION.load_history.files is 'Files it took in';

comment on column frontroom_rebuilt_SESSION.load_history.rows_read is 'Rows of these files';

comment on column frontroom_rebuilt_SESSION.load_history.rows_accepted is 'Of these, rows that counted as of this load';

comment on column frontroom_rebuilt_SESSION.load_history.rows_duplicate is 'Of these, rows whose key another row won';

comment on column frontroom_rebuilt_SESSION.load_history.rows_corrected is 'Of the duplicates, rows whose content the winner changed';

comment on column frontroom_rebuilt_SESSION.load_history.rows_rejected is 'Of these, rejects';

comment on column frontroom_rebuilt_SESSION.load_history.rows_repaired is 'Rows with repaired text';

comment on column frontroom_rebuilt_SESSION.load_history.newest_event_at is 'Latest event in the warehouse as of this load, UTC, to the millisecond';

create or replace view frontroom_rebuilt_SESSION.sessions as
-- One row per session (R8). A cast from double to integer may round or truncate here, so floor is applied first.
with
events as (
    select session_id, user_id, start_time, item_in_session, songplay_id as event_id, level, 1 as is_play, length * 1000000000 as nanoseconds
    from frontroom_rebuilt_SESSION.songplays
    union all
    select session_id, user_id, start_time, item_in_session, page_event_id, level, 0, null
    from frontroom_rebuilt_SESSION.page_events
),

-- Milliseconds, rounded half to even on the length's decimal digits: nanoseconds, rounded half to even, are exact in a double. The sum of
-- integers does not depend on their order.
whole as (
    select
        session_id,
        user_id,
        start_time,
        item_in_session,
        event_id,
        level,
        is_play,
        cast(floor(nanoseconds) as bigint)
        + case
            when nanoseconds - floor(nanoseconds) > 0.5 then 1
            when nanoseconds - floor(nanoseconds) = 0.5 then cast(floor(nanoseconds) as bigint) % 2
            else 0
        end as nanoseconds
    from events
),

placed as (
    select
        session_id,
        user_id,
        start_time,
        level,
        is_play,
        nanoseconds / 1000000
        + case
            when nanoseconds % 1000000 > 500000 then 1
            when nanoseconds % 1000000 = 500000 then (nanoseconds / 1000000) % 2
            else 0
        end as milliseconds,
        row_number() over (partition by session_id order by start_time, item_in_session, event_id) as place_from_start,
        row_number() over (partition by session_id order by start_time desc, item_in_session desc, event_id desc) as place_from_end
    from whole
)

select
    session_id,
    min(user_id) as user_id,
    min(start_time) as started_at,
    max(start_time) as ended_at,
    cast(sum(is_play) as bigint) as plays,
    cast(sum(1 - is_play) as bigint) as page_events,
    cast(cast(coalesce(sum(milliseconds), 0) as numeric(18, 0)) * 0.001 as numeric(18, 3)) as seconds_listened,
    max(case when place_from_start = 1 then level end) as level_at_start,
    max(case when place_from_end = 1 then level end) as level_at_end
from placed
group by session_id;

comment on view frontroom_rebuilt_SESSION.sessions is 'one row per session';

delete from frontroom_rebuilt_SESSION.load_history;

delete from frontroom_rebuilt_SESSION.page_events;

delete from frontroom_rebuilt_SESSION.songplays;

delete from frontroom_rebuilt_SESSION.songs;

delete from frontroom_rebuilt_SESSION.artists;

delete from frontroom_rebuilt_SESSION.user_levels;

delete from frontroom_rebuilt_SESSION.users;

delete from frontroom_rebuilt_SESSION.time;

create temporary table arriving_events as
-- One row per event to build from: all events that count.
select
    e.*,
    true as is_changed
from backroom_rebuilt_SESSION.accepted_events e;

create temporary table arriving_songs as
-- One row per catalogue song to build from: all songs that count.
select *
from backroom_rebuilt_SESSION.accepted_songs;

create temporary table artist_songs as
-- One row per catalogue song of the artists to build: all songs that count.
select *
from backroom_rebuilt_SESSION.accepted_songs;

create temporary table arriving_seconds as
-- One row per second to build: all seconds in which something happened.
select distinct date_trunc('second', ts) as start_time
from backroom_rebuilt_SESSION.accepted_events;

create temporary table listener_events as
-- One row per event of the listeners to build: all of them.
select
    user_id,
    ts,
    session_id,
    item_in_session,
    first_name,
    last_name,
    gender,
    level,
    registration,
    ts as seen_since,
    ts as level_since,
    0 as stretches_before
from backroom_rebuilt_SESSION.accepted_events
where user_id is not null;

create temporary table kept_songs as
-- One row per inferred song that is already in the front room: none.
select
    song_id,
    title,
    artist_id,
    duration
from frontroom_rebuilt_SESSION.songs
where false;

create temporary table kept_artists as
-- One row per inferred artist that is already in the front room: none.
select
    artist_id,
    name
from frontroom_rebuilt_SESSION.artists
where false;

-- again: create temporary table listeners as

-- again: create temporary table played_songs as

create temporary table song_matches as
-- One row per title, artist name and length among the plays to build: its song, and the rule that matched it (R7). Names are
-- compared by their hashes: texts that differ only in trailing blanks are equal here.
with
candidates as (
    select
        p.match_key,
        p.song,
        p.artist,
        p.length_key,
        s.song_id,
        s.artist_id,
        case when s.duration = p.length then 'exact' else 'title_artist' end as match_rule,
        row_number() over (
            partition by p.match_key, p.song, p.artist, p.length_key
            order by abs(s.duration - p.length) nulls last, s.song_id
        ) as place
    from played_songs p
    join backroom_rebuilt_SESSION.accepted_songs s on s.match_key = p.match_key and s.title = p.song and s.artist_name = p.artist
),

inferred as (
    select
        p.match_key,
        p.song,
        p.artist,
        p.length_key,
        p.length
    from played_songs p
    left join candidates c on c.match_key = p.match_key and c.song = p.song and c.artist = p.artist and c.length_key = p.length_key
    where c.song_id is null
),

songs_per_name as (
    select
        md5(s.artist_name) as name_hash,
        s.artist_id,
        count(*) as songs
    from backroom_rebuilt_SESSION.accepted_songs s
    join (select distinct md5(artist) as name_hash from inferred) i on i.name_hash = md5(s.artist_name)
    group by md5(s.artist_name), s.artist_id
),

artists_by_name as (
    select
        name_hash,
        artist_id,
        row_number() over (partition by name_hash order by songs desc, artist_id) as place
    from songs_per_name
)

select
    match_key,
    song,
    artist,
    length_key,
    song_id,
    artist_id,
    match_rule,
    cast(null as double precision) as inferred_duration,
    false as is_artist_inferred
from candidates
where place = 1
union all
select
    i.match_key,
    i.song,
    i.artist,
    i.length_key,
    'inferred:' || md5(md5(i.song) || md5(i.artist)),
    coalesce(a.artist_id, 'inferred:' || md5(i.artist)),
    'inferred',
    i.length,
    a.artist_id is null
from inferred i
left join artists_by_name a on a.name_hash = md5(i.artist) and a.place = 1;

insert into frontroom_rebuilt_SESSION.time (start_time, hour, day, week, month, year, weekday, date, week_start)
-- One row per second in which something happened (R10).
select
    start_time,
    cast(date_part('hour', start_time) as integer) as hour,
    cast(date_part('day', start_time) as integer) as day,
    cast(date_part('week', start_time) as integer) as week,
    cast(date_part('month', start_time) as integer) as month,
    cast(date_part('year', start_time) as integer) as year,
    cast(date_part('dow', start_time) as integer) as weekday,
    cast(start_time as date) as date,
    cast(date_trunc('week', start_time) as date) as week_start
from arriving_seconds;

insert into frontroom_rebuilt_SESSION.users (user_id, first_name, last_name, gender, level, registered_at, first_seen_at, last_seen_at)
-- One row per listener, as last seen (R8).
with
last_seen as (
    -- The few events in which a listener, or a registration, was last seen; several may have the same time.
    select
        e.user_id,
        e.first_name,
        e.last_name,
        e.gender,
        e.level,
        e.registration,
        row_number() over (
            partition by e.user_id
            order by e.ts desc, e.session_id desc, e.item_in_session desc
        ) as place,
        row_number() over (
            partition by e.user_id
            order by case when e.registration is null then 1 else 0 end, e.ts desc, e.session_id desc, e.item_in_session desc
        ) as registration_place
    from listener_events e
    join listeners l on l.user_id = e.user_id and (e.ts = l.last_seen_at or e.ts = l.registration_seen_at)
)

select
    l.user_id,
    e.first_name,
    e.last_name,
    e.gender,
    e.level,
    r.registration as registered_at,
    l.first_seen_at,
    l.last_seen_at
from listeners l
join last_seen e on e.user_id = l.user_id and e.place = 1
join last_seen r on r.user_id = l.user_id and r.registration_place = 1;

insert into frontroom_rebuilt_SESSION.user_levels (user_id, stretch, level, valid_from, valid_to, is_current)
-- One row per stretch in which a listener kept one level (R8).
with
events as (
    select
        e.user_id,
        e.ts,
        e.session_id,
        e.item_in_session,
        e.level,
        e.level_since,
        lag(e.level) over (partition by e.user_id order by e.ts, e.session_id, e.item_in_session) as previous_level
    from listener_events e
    join listeners l on l.user_id = e.user_id
    where l.lowest_level <> l.highest_level
),

changes as (
    select
        user_id,
        row_number() over (partition by user_id order by ts, session_id, item_in_session) as number,
        level,
        level_since as valid_from,
        lead(level_since) over (partition by user_id order by ts, session_id, item_in_session) as valid_to,
        lead(level) over (partition by user_id order by ts, session_id, item_in_session) as next_level
    from events
    where previous_level is null or previous_level <> level
)

select
    c.user_id,
    cast(c.number + l.stretches_before as integer) as stretch,
    c.level,
    c.valid_from,
    c.valid_to,
    c.next_level is null as is_current
from changes c
join listeners l on l.user_id = c.user_id
union all
select
    user_id,
    1 + stretches_before,
    lowest_level,
    level_since,
    null,
    true
from listeners
where lowest_level = highest_level;

insert into frontroom_rebuilt_SESSION.artists (artist_id, name, location, latitude, longitude, is_inferred)
-- One row per artist, from the catalogue (R9) or known only from plays (R7).
with
songs_per_name as (
    select artist_id, artist_name, count(*) as songs
    from artist_songs
    group by artist_id, artist_name
),

names as (
    select
        artist_id,
        artist_name,
        row_number() over (partition by artist_id order by songs desc, artist_name) as place
    from songs_per_name
),

places as (
    select
        artist_id,
        artist_location,
        artist_latitude,
        artist_longitude,
        row_number() over (
            partition by artist_id
            order by
                case
                    when artist_latitude is not null and artist_longitude is not null then 1
                    when artist_location is not null then 2
                    else 3
                end,
                song_id
        ) as place
    from artist_songs
)

select
    n.artist_id,
    n.artist_name as name,
    p.artist_location as location,
    p.artist_latitude as latitude,
    p.artist_longitude as longitude,
    false as is_inferred
from names n
join places p on p.artist_id = n.artist_id and p.place = 1
where n.place = 1
union all
select
    artist_id,
    min(name),
    null,
    null,
    null,
    true
from (
    select
        artist_id,
        artist as name
    from song_matches
    where is_artist_inferred
    union all
    select
        artist_id,
        name
    from kept_artists
) as inferred
group by artist_id;

insert into frontroom_rebuilt_SESSION.songs (song_id, title, artist_id, year, duration, is_inferred)
-- One row per song, from the catalogue or known only from plays (R7).
select
    song_id,
    title,
    artist_id,
    year,
    duration,
    false as is_inferred
from arriving_songs
union all
select
    song_id,
    min(title),
    min(artist_id),
    null,
    min(duration),
    true
from (
    select
        song_id,
        song as title,
        artist_id,
        inferred_duration as duration
    from song_matches
    where match_rule = 'inferred'
    union all
    select
        song_id,
        title,
        artist_id,
        duration
    from kept_songs
) as inferred
group by song_id;

insert into frontroom_rebuilt_SESSION.songplays (songplay_id, start_time, user_id, level, song_id, artist_id, session_id, location, user_agent, item_in_session, length, match_rule)
-- One row per play: an event with a match_key.
select
    e.event_key as songplay_id,
    date_trunc('second', e.ts) as start_time,
    e.user_id,
    e.level,
    m.song_id,
    m.artist_id,
    e.session_id,
    e.location,
    e.user_agent,
    e.item_in_session,
    e.length,
    m.match_rule
from arriving_events e
join song_matches m
    on m.match_key = e.match_key
    and m.song = e.song
    and m.artist = e.artist
    and m.length_key = coalesce(e.length, -1)
where e.match_key is not null;

insert into frontroom_rebuilt_SESSION.page_events (page_event_id, start_time, user_id, level, session_id, item_in_session, page, method, status, location, user_agent)
-- One row per event that is not a play.
select
    event_key as page_event_id,
    date_trunc('second', ts) as start_time,
    user_id,
    level,
    session_id,
    item_in_session,
    page,
    method,
    status,
    location,
    user_agent
from arriving_events
where match_key is null;

insert into frontroom_rebuilt_SESSION.load_history (load_id, started_at, published_at, files, rows_read, rows_accepted, rows_duplicate, rows_corrected, rows_rejected, rows_repaired, newest_event_at)
-- One row per published load; the one being published already has its published_at.
select
    load_id,
    started_at,
    published_at,
    files,
    rows_read,
    rows_accepted,
    rows_duplicate,
    rows_corrected,
    rows_rejected,
    rows_repaired,
    newest_event_at
from backroom_rebuilt_SESSION.loads
where published_at is not null;

-- again: drop table song_matches

-- again: drop table played_songs

-- again: drop table listeners

-- again: drop table kept_artists

-- again: drop table kept_songs

-- again: drop table listener_events

-- again: drop table arriving_seconds

-- again: drop table artist_songs

-- again: drop table arriving_songs

-- again: drop table arriving_events

with
both_rooms as (
    select start_time, hour, day, week, month, year, weekday, date, week_start, 1 as is_published, 0 as is_rebuilt
    from frontroom.time
    union all
    select start_time, hour, day, week, month, year, weekday, date, week_start, 0, 1
    from frontroom_rebuilt_SESSION.time
)

select
    start_time, hour, day, week, month, year, weekday, date, week_start,
    sum(is_published) as rows_published,
    sum(is_rebuilt) as rows_rebuilt,
    count(*) over () as differing_rows
from both_rooms
group by start_time, hour, day, week, month, year, weekday, date, week_start
having sum(is_published) <> sum(is_rebuilt)
order by start_time, rows_published desc
limit 5;

with
both_rooms as (
    select user_id, first_name, last_name, gender, level, registered_at, first_seen_at, last_seen_at, 1 as is_published, 0 as is_rebuilt
    from frontroom.users
    union all
    select user_id, first_name, last_name, gender, level, registered_at, first_seen_at, last_seen_at, 0, 1
    from frontroom_rebuilt_SESSION.users
)

select
    user_id, first_name, last_name, gender, level, registered_at, first_seen_at, last_seen_at,
    sum(is_published) as rows_published,
    sum(is_rebuilt) as rows_rebuilt,
    count(*) over () as differing_rows
from both_rooms
group by user_id, first_name, last_name, gender, level, registered_at, first_seen_at, last_seen_at
having sum(is_published) <> sum(is_rebuilt)
order by user_id, rows_published desc
limit 5;

with
both_rooms as (
    select user_id, stretch, level, valid_from, valid_to, is_current, 1 as is_published, 0 as is_rebuilt
    from frontroom.user_levels
    union all
    select user_id, stretch, level, valid_from, valid_to, is_current, 0, 1
    from frontroom_rebuilt_SESSION.user_levels
)

select
    user_id, stretch, level, valid_from, valid_to, is_current,
    sum(is_published) as rows_published,
    sum(is_rebuilt) as rows_rebuilt,
    count(*) over () as differing_rows
from both_rooms
group by user_id, stretch, level, valid_from, valid_to, is_current
having sum(is_published) <> sum(is_rebuilt)
order by user_id, stretch, rows_published desc
limit 5;

with
both_rooms as (
    select artist_id, name, location, latitude, longitude, is_inferred, 1 as is_published, 0 as is_rebuilt
    from frontroom.artists
    union all
    select artist_id, name, location, latitude, longitude, is_inferred, 0, 1
    from frontroom_rebuilt_SESSION.artists
)

select
    artist_id, name, location, latitude, longitude, is_inferred,
    sum(is_published) as rows_published,
    sum(is_rebuilt) as rows_rebuilt,
    count(*) over () as differing_rows
from both_rooms
group by artist_id, name, location, latitude, longitude, is_inferred
having sum(is_published) <> sum(is_rebuilt)
order by artist_id, rows_published desc
limit 5;

with
both_rooms as (
    select song_id, title, artist_id, year, duration, is_inferred, 1 as is_published, 0 as is_rebuilt
    from frontroom.songs
    union all
    select song_id, title, artist_id, year, duration, is_inferred, 0, 1
    from frontroom_rebuilt_SESSION.songs
)

select
    song_id, title, artist_id, year, duration, is_inferred,
    sum(is_published) as rows_published,
    sum(is_rebuilt) as rows_rebuilt,
    count(*) over () as differing_rows
from both_rooms
group by song_id, title, artist_id, year, duration, is_inferred
having sum(is_published) <> sum(is_rebuilt)
order by song_id, rows_published desc
limit 5;

with
both_rooms as (
    select songplay_id, start_time, user_id, level, song_id, artist_id, session_id, location, user_agent, item_in_session, length, match_rule, 1 as is_published, 0 as is_rebuilt
    from frontroom.songplays
    union all
    select songplay_id, start_time, user_id, level, song_id, artist_id, session_id, location, user_agent, item_in_session, length, match_rule, 0, 1
    from frontroom_rebuilt_SESSION.songplays
)

select
    songplay_id, start_time, user_id, level, song_id, artist_id, session_id, location, user_agent, item_in_session, length, match_rule,
    sum(is_published) as rows_published,
    sum(is_rebuilt) as rows_rebuilt,
    count(*) over () as differing_rows
from both_rooms
group by songplay_id, start_time, user_id, level, song_id, artist_id, session_id, location, user_agent, item_in_session, length, match_rule
having sum(is_published) <> sum(is_rebuilt)
order by songplay_id, rows_published desc
limit 5;

with
both_rooms as (
    select page_event_id, start_time, user_id, level, session_id, item_in_session, page, method, status, location, user_agent, 1 as is_published, 0 as is_rebuilt
    from frontroom.page_events
    union all
    select page_event_id, start_time, user_id, level, session_id, item_in_session, page, method, status, location, user_agent, 0, 1
    from frontroom_rebuilt_SESSION.page_events
)

select
    page_event_id, start_time, user_id, level, session_id, item_in_session, page, method, status, location, user_agent,
    sum(is_published) as rows_published,
    sum(is_rebuilt) as rows_rebuilt,
    count(*) over () as differing_rows
from both_rooms
group by page_event_id, start_time, user_id, level, session_id, item_in_session, page, method, status, location, user_agent
having sum(is_published) <> sum(is_rebuilt)
order by page_event_id, rows_published desc
limit 5;


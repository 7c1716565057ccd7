-- again: One row per table of the front room.

-- again: One row: what the front room shows, and the keys that its tables have.

-- again: set statement_timeout to 0

-- again: begin isolation level serializable

-- again: One row per table of the front room.

-- again: One row: what the front room shows, and the keys that its tables have.

-- again: create schema if not exists backroom_rebuilt_SESSION

-- again: create view backroom_rebuilt_SESSION.warehouse as select * from backroom.warehouse

-- again: create view backroom_rebuilt_SESSION.loads as select * from backroom.loads

-- again: create view backroom_rebuilt_SESSION.files as select * from backroom.files

-- again: create view backroom_rebuilt_SESSION.discarded_files as select * from backroom.discarded_files

-- again: create view backroom_rebuilt_SESSION.rejects as select * from backroom.rejects

-- again: create view backroom_rebuilt_SESSION.staging_events as select * from backroom.staging_events

-- again: create view backroom_rebuilt_SESSION.staging_songs as select * from backroom.staging_songs

-- again: create view backroom_rebuilt_SESSION.changed_events as select * from backroom.changed_events

-- again: create view backroom_rebuilt_SESSION.changed_songs as select * from backroom.changed_songs

-- again: create view backroom_rebuilt_SESSION.changed_artist_names as select * from backroom.changed_artist_names

-- again: create table backroom_rebuilt_SESSION.duplicate_events (

-- again: comment on table backroom_rebuilt_SESSION.duplicate_events is 'one row per staged event that another one outranks'

-- again: comment on column backroom_rebuilt_SESSION.duplicate_events.file_id is 'The file it is in'

-- again: comment on column backroom_rebuilt_SESSION.duplicate_events.byte_offset is 'Where it begins in the unpacked file'

-- again: comment on column backroom_rebuilt_SESSION.duplicate_events.is_corrected is 'Whether the winner''s typed columns differ from its own'

-- again: create table backroom_rebuilt_SESSION.duplicate_songs (

-- again: comment on table backroom_rebuilt_SESSION.duplicate_songs is 'one row per staged song that another one outranks'

-- again: comment on column backroom_rebuilt_SESSION.duplicate_songs.file_id is 'The file it is in'

-- again: comment on column backroom_rebuilt_SESSION.duplicate_songs.byte_offset is 'Where it begins in the unpacked file'

-- again: comment on column backroom_rebuilt_SESSION.duplicate_songs.is_corrected is 'Whether the winner''s typed columns differ from its own'

-- again: create table backroom_rebuilt_SESSION.event_rekeys (

-- again: comment on table backroom_rebuilt_SESSION.event_rekeys is 'one row per event whose hash another identity already has'

-- again: comment on column backroom_rebuilt_SESSION.event_rekeys.file_id is 'The file it is in'

-- again: comment on column backroom_rebuilt_SESSION.event_rekeys.byte_offset is 'Where it begins in the unpacked file'

-- again: comment on column backroom_rebuilt_SESSION.event_rekeys.hash_key is 'The hash of its identity, which a smaller identity has'

-- again: comment on column backroom_rebuilt_SESSION.event_rekeys.event_key is 'The key it has instead'

-- again: create or replace view backroom_rebuilt_SESSION.accepted_events as

-- again: comment on view backroom_rebuilt_SESSION.accepted_events is 'one row per staged event that counts'

-- again: create or replace view backroom_rebuilt_SESSION.accepted_songs as

-- again: comment on view backroom_rebuilt_SESSION.accepted_songs is 'one row per staged song that counts'

-- again: The load that is settled and not yet marked as published; no row if there is none.

-- again: One row: the last published load; null before the first.

-- again: delete from backroom_rebuilt_SESSION.duplicate_events

-- again: delete from backroom_rebuilt_SESSION.duplicate_songs

-- again: create temporary table repeated_keys as

-- again: create temporary table repeated_songs as

-- again: select 1 from repeated_keys limit 1

-- again: insert into backroom_rebuilt_SESSION.duplicate_events (file_id, byte_offset, is_corrected)

-- again: select 1 from repeated_songs limit 1

-- again: delete from backroom_rebuilt_SESSION.event_rekeys

-- again: select 1 from repeated_keys limit 1

-- again: One row per event that counts and has the same key as another that counts; the key is still the hash of its identity (R11).

-- again: drop table repeated_songs

-- again: drop table repeated_keys

-- again: create schema if not exists frontroom_rebuilt_SESSION

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
diststyle all sortkey (start_time);

-- again: comment on table frontroom_rebuilt_SESSION.time is 'one row per second in which something happened'

-- again: comment on column frontroom_rebuilt_SESSION.time.start_time is 'The second, UTC'

-- again: comment on column frontroom_rebuilt_SESSION.time.hour is 'Hour of the day, 0 to 23'

-- again: comment on column frontroom_rebuilt_SESSION.time.day is 'Day of the month, 1 to 31'

-- again: comment on column frontroom_rebuilt_SESSION.time.week is 'ISO week, 1 to 53'

-- again: comment on column frontroom_rebuilt_SESSION.time.month is 'Month, 1 to 12'

-- again: comment on column frontroom_rebuilt_SESSION.time.year is 'Calendar year'

-- again: comment on column frontroom_rebuilt_SESSION.time.weekday is 'Day of the week, 0 = Sunday'

-- again: comment on column frontroom_rebuilt_SESSION.time.date is 'The day'

-- again: comment on column frontroom_rebuilt_SESSION.time.week_start is 'Monday of the ISO week'

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
diststyle key distkey (user_id) sortkey (user_id);

-- again: comment on table frontroom_rebuilt_SESSION.users is 'one row per listener, as last seen'

-- again: comment on column frontroom_rebuilt_SESSION.users.user_id is 'Sparkify''s number for the listener'

-- again: comment on column frontroom_rebuilt_SESSION.users.first_name is 'First name'

-- again: comment on column frontroom_rebuilt_SESSION.users.last_name is 'Last name'

-- again: comment on column frontroom_rebuilt_SESSION.users.gender is 'Gender. Usually F (female), M (male); other values are kept as they come'

-- again: comment on column frontroom_rebuilt_SESSION.users.level is 'Membership level at the latest event. Usually free (listens without paying), paid (has a paid subscription); other values are kept as they come'

-- again: comment on column frontroom_rebuilt_SESSION.users.registered_at is 'When the listener registered, UTC, to the millisecond'

-- again: comment on column frontroom_rebuilt_SESSION.users.first_seen_at is 'The first event, UTC, to the millisecond'

-- again: comment on column frontroom_rebuilt_SESSION.users.last_seen_at is 'The latest event, UTC, to the millisecond'

create table frontroom_rebuilt_SESSION.user_levels (
    user_id integer not null,
    stretch integer not null,
    level varchar(1024) not null,
    valid_from timestamp not null,
    valid_to timestamp,
    is_current boolean not null
)
diststyle key distkey (user_id) sortkey (user_id);

-- again: comment on table frontroom_rebuilt_SESSION.user_levels is 'one row per stretch in which a listener kept one level'

-- again: comment on column frontroom_rebuilt_SESSION.user_levels.user_id is 'The listener'

-- again: comment on column frontroom_rebuilt_SESSION.user_levels.stretch is 'Number of the stretch, from 1'

-- again: comment on column frontroom_rebuilt_SESSION.user_levels.level is 'Membership level. Usually free (listens without paying), paid (has a paid subscription); other values are kept as they come'

-- again: comment on column frontroom_rebuilt_SESSION.user_levels.valid_from is 'Instant of the stretch''s first event, UTC, to the millisecond'

-- again: comment on column frontroom_rebuilt_SESSION.user_levels.valid_to is 'Instant of the next stretch''s first event; null for the current one'

-- again: comment on column frontroom_rebuilt_SESSION.user_levels.is_current is 'Whether it is the listener''s latest stretch'

create table frontroom_rebuilt_SESSION.artists (
    artist_id varchar(255) not null,
    name varchar(1024) not null,
    location varchar(1024),
    latitude double precision,
    longitude double precision,
    is_inferred boolean not null
)
diststyle all sortkey (artist_id);

-- again: comment on table frontroom_rebuilt_SESSION.artists is 'one row per artist'

-- again: comment on column frontroom_rebuilt_SESSION.artists.artist_id is 'Catalogue id, or one that begins inferred: for an artist known only from plays'

-- again: comment on column frontroom_rebuilt_SESSION.artists.name is 'The name most of the artist''s songs carry'

-- again: comment on column frontroom_rebuilt_SESSION.artists.location is 'Where the artist is from'

-- again: comment on column frontroom_rebuilt_SESSION.artists.latitude is 'Latitude of that place, in degrees'

-- again: comment on column frontroom_rebuilt_SESSION.artists.longitude is 'Longitude of that place, in degrees'

-- again: comment on column frontroom_rebuilt_SESSION.artists.is_inferred is 'Known only from plays: no catalogue entry has arrived yet'

create table frontroom_rebuilt_SESSION.songs (
    song_id varchar(255) not null,
    title varchar(1024) not null,
    artist_id varchar(255) not null,
    year integer,
    duration double precision,
    is_inferred boolean not null
)
diststyle all sortkey (song_id);

-- again: comment on table frontroom_rebuilt_SESSION.songs is 'one row per song'

-- again: comment on column frontroom_rebuilt_SESSION.songs.song_id is 'Catalogue id, or one that begins inferred: for a song known only from plays'

-- again: comment on column frontroom_rebuilt_SESSION.songs.title is 'Title'

-- again: comment on column frontroom_rebuilt_SESSION.songs.artist_id is 'Who made it'

-- again: comment on column frontroom_rebuilt_SESSION.songs.year is 'Year of release; null when unknown'

-- again: comment on column frontroom_rebuilt_SESSION.songs.duration is 'Length in seconds; of an inferred song the smallest length seen'

-- again: comment on column frontroom_rebuilt_SESSION.songs.is_inferred is 'Known only from plays: no catalogue entry has arrived yet'

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
diststyle key distkey (user_id) sortkey (start_time);

-- again: comment on table frontroom_rebuilt_SESSION.songplays is 'one row per play'

-- again: comment on column frontroom_rebuilt_SESSION.songplays.songplay_id is 'Hash of the event''s identity: the same on every engine and after every rebuild'

-- again: comment on column frontroom_rebuilt_SESSION.songplays.start_time is 'The second in which it began, UTC'

-- again: comment on column frontroom_rebuilt_SESSION.songplays.user_id is 'Who listened'

-- again: comment on column frontroom_rebuilt_SESSION.songplays.level is 'Membership level at that time. Usually free (listens without paying), paid (has a paid subscription); other values are kept as they come'

-- again: comment on column frontroom_rebuilt_SESSION.songplays.song_id is 'What was played'

-- again: comment on column frontroom_rebuilt_SESSION.songplays.artist_id is 'Who made it'

-- again: comment on column frontroom_rebuilt_SESSION.songplays.session_id is 'Session the play belongs to'

-- again: comment on column frontroom_rebuilt_SESSION.songplays.location is 'Where the listener was'

-- again: comment on column frontroom_rebuilt_SESSION.songplays.user_agent is 'The listener''s browser'

-- again: comment on column frontroom_rebuilt_SESSION.songplays.item_in_session is 'Number of the event in its session, from 0'

-- again: comment on column frontroom_rebuilt_SESSION.songplays.length is 'Length of the song as the log gives it, in seconds'

-- again: comment on column frontroom_rebuilt_SESSION.songplays.match_rule is 'How the song was found in the catalogue. Usually exact (title, artist and duration match), title_artist (title and artist match, the duration does not), inferred (the song is not in the catalogue); other values are kept as they come'

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
diststyle key distkey (session_id) sortkey (start_time);

-- again: comment on table frontroom_rebuilt_SESSION.page_events is 'one row per event that is not a play'

-- again: comment on column frontroom_rebuilt_SESSION.page_events.page_event_id is 'Hash of the event''s identity: the same on every engine and after every rebuild'

-- again: comment on column frontroom_rebuilt_SESSION.page_events.start_time is 'The second in which it happened, UTC'

-- again: comment on column frontroom_rebuilt_SESSION.page_events.user_id is 'Who it was; null: nobody logged in'

-- again: comment on column frontroom_rebuilt_SESSION.page_events.level is 'Membership level before the event took effect. Usually free (listens without paying), paid (has a paid subscription); other values are kept as they come'

-- again: comment on column frontroom_rebuilt_SESSION.page_events.session_id is 'Session the event belongs to'

-- again: comment on column frontroom_rebuilt_SESSION.page_events.item_in_session is 'Number of the event in its session, from 0'

-- again: comment on column frontroom_rebuilt_SESSION.page_events.page is 'What the listener did. Usually Home (opened the start page), Login (asked to log in), Logout (logged out), Upgrade (looked at the paid offer), Downgrade (looked at leaving the paid offer), Submit Upgrade (upgraded to paid), Submit Downgrade (downgraded to free), Settings (opened the settings), Save Settings (saved the settings), Help (opened the help), About (opened the about page), Error (met an error page); other values are kept as they come'

-- again: comment on column frontroom_rebuilt_SESSION.page_events.method is 'HTTP method'

-- again: comment on column frontroom_rebuilt_SESSION.page_events.status is 'HTTP status'

-- again: comment on column frontroom_rebuilt_SESSION.page_events.location is 'Where the listener was'

-- again: comment on column frontroom_rebuilt_SESSION.page_events.user_agent is 'The listener''s browser'

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
diststyle all sortkey (load_id);

-- again: comment on table frontroom_rebuilt_SESSION.load_history is 'one row per published load (an etl or a withdraw)'

-- again: comment on column frontroom_rebuilt_SESSION.load_history.load_id is 'Number of the load'

-- again: comment on column frontroom_rebuilt_SESSION.load_history.started_at is 'When it began, UTC'

-- again: comment on column frontroom_rebuilt_SESSION.load_history.published_at is 'When the front room showed it, UTC'

-- again: comment on column frontroom_rebuilt_SESSION.load_history.files is 'Files it took in'

-- again: comment on column frontroom_rebuilt_SESSION.load_history.rows_read is 'Rows of these files'

-- again: comment on column frontroom_rebuilt_SESSION.load_history.rows_accepted is 'Of these, rows that counted as of this load'

-- again: comment on column frontroom_rebuilt_SESSION.load_history.rows_duplicate is 'Of these, rows whose key another row won'

-- again: comment on column frontroom_rebuilt_SESSION.load_history.rows_corrected is 'Of the duplicates, rows whose content the winner changed'

-- again: comment on column frontroom_rebuilt_SESSION.load_history.rows_rejected is 'Of these, rejects'

-- again: comment on column frontroom_rebuilt_SESSION.load_history.rows_repaired is 'Rows with repaired text'

-- again: comment on column frontroom_rebuilt_SESSION.load_history.newest_event_at is 'Latest event in the warehouse as of this load, UTC, to the millisecond'

-- again: create or replace view frontroom_rebuilt_SESSION.sessions as

-- again: comment on view frontroom_rebuilt_SESSION.sessions is 'one row per session'

-- again: delete from frontroom_rebuilt_SESSION.load_history

-- again: delete from frontroom_rebuilt_SESSION.page_events

-- again: delete from frontroom_rebuilt_SESSION.songplays

-- again: delete from frontroom_rebuilt_SESSION.songs

-- again: delete from frontroom_rebuilt_SESSION.artists

-- again: delete from frontroom_rebuilt_SESSION.user_levels

-- again: delete from frontroom_rebuilt_SESSION.users

-- again: delete from frontroom_rebuilt_SESSION.time

-- again: create temporary table arriving_events as

-- again: create temporary table arriving_songs as

-- again: create temporary table artist_songs as

-- again: create temporary table arriving_seconds as

-- again: create temporary table listener_events as

-- again: create temporary table kept_songs as

-- again: create temporary table kept_artists as

-- again: create temporary table listeners as

-- again: create temporary table played_songs as

-- again: create temporary table song_matches as

-- again: insert into frontroom_rebuilt_SESSION.time (start_time, hour, day, week, month, year, weekday, date, week_start)

-- again: insert into frontroom_rebuilt_SESSION.users (user_id, first_name, last_name, gender, level, registered_at, first_seen_at, last_seen_at)

-- again: insert into frontroom_rebuilt_SESSION.user_levels (user_id, stretch, level, valid_from, valid_to, is_current)

-- again: insert into frontroom_rebuilt_SESSION.artists (artist_id, name, location, latitude, longitude, is_inferred)

-- again: insert into frontroom_rebuilt_SESSION.songs (song_id, title, artist_id, year, duration, is_inferred)

-- again: insert into frontroom_rebuilt_SESSION.songplays (songplay_id, start_time, user_id, level, song_id, artist_id, session_id, location, user_agent, item_in_session, length, match_rule)

-- again: insert into frontroom_rebuilt_SESSION.page_events (page_event_id, start_time, user_id, level, session_id, item_in_session, page, method, status, location, user_agent)

-- again: insert into frontroom_rebuilt_SESSION.load_history (load_id, started_at, published_at, files, rows_read, rows_accepted, rows_duplicate, rows_corrected, rows_rejected, rows_repaired, newest_event_at)

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

-- again: with

-- again: with

-- again: with

-- again: with

-- again: with

-- again: with

-- again: with


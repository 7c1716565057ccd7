-- One row: 1 when there is a lock and a list of who holds it, which is made last; else 0.
select count(*) as tables
from pg_tables
where schemaname = 'backroom'
and tablename = 'load_sessions';

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
diststyle all;

-- One row per session that holds the lock.
select t.pid as session_id
from svv_transactions t
join pg_class c on c.oid = t.relation
join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'backroom'
and c.relname = 'load_lock'
and t.lock_mode = 'AccessExclusiveLock'
and t.granted = 't';

set statement_timeout to 2000;

begin;

-- Holds the warehouse until the transaction ends; waits for its present holder as long as a statement may take.
lock backroom.load_lock;

-- One row per session that a load has opened: those of the load that holds the warehouse, and of one that was killed before it.
select
    session_id,
    session_began_at,
    purpose,
    process,
    host,
    since
from backroom.load_sessions;

-- Sessions of earlier loads, which the holder of the warehouse has ended.
delete from backroom.load_sessions;

-- One row per session of this login that there is now.
select
    process as session_id,
    starttime as session_began_at
from stv_sessions;

-- A session of the load that holds the warehouse. $1 session, $2 when it began, $3 purpose, $4 process, $5 host, $6 now
insert into backroom.load_sessions (session_id, session_began_at, purpose, process, host, since)
values ($1, $2, $3, $4, $5, $6);

set statement_timeout to 5000;

-- again: begin

-- One row per statement that erases a part of the warehouse: the front room, and every table of the backroom but the lock and who holds it.
select 'drop schema ' || quote_ident(nspname) || ' cascade' as statement
from pg_namespace
where nspname = 'frontroom'
or substring(nspname, 1, 17) = 'frontroom_before_'
union all
select 'drop view if exists backroom.' || quote_ident(viewname) || ' cascade'
from pg_views
where schemaname = 'backroom'
union all
select 'drop table backroom.' || quote_ident(tablename) || ' cascade'
from pg_tables
where schemaname = 'backroom'
and tablename not in ('load_lock', 'load_sessions');

commit;

-- again: One row per session of this login that there is now.

-- again: A session of the load that holds the warehouse. $1 session, $2 when it began, $3 purpose, $4 process, $5 host, $6 now

set statement_timeout to 0;

-- One row per table of the front room.
select tablename
from pg_tables
where schemaname = 'frontroom';

-- One row if there is no group of analysts: the statement that creates it.
select 'create group sparkify_analysts' as statement
where not exists (select 1 from pg_group where groname = 'sparkify_analysts');

create group sparkify_analysts;

-- again: One row if there is no group of analysts: the statement that creates it.

-- again: One row if there is no group of analysts: the statement that creates it.

-- One row per statement by which the analysts' login comes to be one of them, keeps no settings of its own, and makes no databases. An
-- administrator's login is left as it is: no query runs on it. $1 the login
select 'create user ' || quote_ident($1) || ' password disable' as statement
where not exists (select 1 from pg_user where usename = $1)
union all
select 'alter group sparkify_analysts add user ' || quote_ident($1)
where not exists (
    select 1
    from pg_user u
    join pg_group g on u.usesysid = any(g.grolist)
    where g.groname = 'sparkify_analysts'
    and u.usename = $1
)
union all
select 'alter user ' || quote_ident($1) || ' nocreatedb'
from pg_user
where usename = $1
and usecreatedb
and not usesuper
union all
select 'alter user ' || quote_ident($1) || ' reset ' || quote_ident(split_part(array_to_string(useconfig, ','), '=', 1))
from pg_user
where usename = $1
and array_to_string(useconfig, ',') <> ''
and not usesuper;

create user ana password 'md5DIGEST';

alter group sparkify_analysts add user ana;

-- again: One row per statement by which the analysts' login comes to be one of them, keeps no settings of its own, and makes no databases. An

-- again: One row per statement by which the analysts' login comes to be one of them, keeps no settings of its own, and makes no databases. An

select usesuper from pg_user where usename = $1;

-- One row: 1 if the backroom exists, else 0.
select count(*) as schemas
from information_schema.tables
where table_schema = 'backroom'
and table_name = 'warehouse';

-- again: begin

create schema if not exists backroom;

create table backroom.warehouse (
    warehouse_id varchar(64) not null,
    model_version integer not null,
    created_at timestamp not null
)
diststyle all;

comment on table backroom.warehouse is 'one row: the warehouse itself';

comment on column backroom.warehouse.warehouse_id is 'Identity, assigned once; stored in both rooms';

comment on column backroom.warehouse.model_version is 'Version of the model that wrote the backroom';

comment on column backroom.warehouse.created_at is 'When it was created, UTC';

create table backroom.loads (
    load_id bigint not null,
    kind varchar(16) not null,
    state varchar(16) not null,
    started_at timestamp not null,
    published_at timestamp,
    files bigint not null,
    rows_read bigint not null,
    rows_accepted bigint not null,
    rows_duplicate bigint not null,
    rows_corrected bigint not null,
    rows_rejected bigint not null,
    rows_repaired bigint not null,
    newest_event_at timestamp,
    message varchar(4096),
    has_changes boolean
)
diststyle all sortkey (load_id);

comment on table backroom.loads is 'one row per load, published or not';

comment on column backroom.loads.load_id is 'Number of the load, from 1';

comment on column backroom.loads.kind is 'etl or withdraw';

comment on column backroom.loads.state is 'running, settled (complete, not yet published), published, refused, failed or interrupted';

comment on column backroom.loads.started_at is 'When it began, UTC';

comment on column backroom.loads.published_at is 'When the front room showed it, UTC; null until then';

comment on column backroom.loads.files is 'Files it took in';

comment on column backroom.loads.rows_read is 'Rows of these files';

comment on column backroom.loads.rows_accepted is 'Of these, rows that counted as of this load';

comment on column backroom.loads.rows_duplicate is 'Of these, rows whose key another row won as of this load';

comment on column backroom.loads.rows_corrected is 'Of the duplicates, rows whose content the winner changed';

comment on column backroom.loads.rows_rejected is 'Of these, rejects';

comment on column backroom.loads.rows_repaired is 'Rows with repaired text';

comment on column backroom.loads.newest_event_at is 'Latest event in the warehouse as of this load, UTC';

comment on column backroom.loads.message is 'Why it was not published';

comment on column backroom.loads.has_changes is 'Whether changed_events, changed_songs and changed_artist_names list what it changed; if not, the front room is built from all of staging';

create table backroom.files (
    file_id integer not null,
    source varchar(16) not null,
    uri varchar(4096) not null,
    state varchar(16) not null,
    size bigint not null,
    version varchar(255) not null,
    content_hash varchar(64),
    load_id bigint not null,
    rows_read bigint not null,
    rows_rejected bigint not null,
    rows_repaired bigint not null,
    error varchar(4096)
)
diststyle all sortkey (file_id);

comment on table backroom.files is 'one row per content of a file: the one that counts (taken, withdrawn) and one that does not yet or never did (pending, refused, failed)';

comment on column backroom.files.file_id is 'Number of this content of the file';

comment on column backroom.files.source is 'events or songs';

comment on column backroom.files.uri is 'Absolute, unescaped path or URI';

comment on column backroom.files.state is 'taken, pending, refused, failed or withdrawn';

comment on column backroom.files.size is 'Bytes, as listed before it was read';

comment on column backroom.files.version is 'What else tells a change, as listed: modification time in ns, or ETag';

comment on column backroom.files.content_hash is 'XXH128 of the bytes that were read, as hexadecimal digits';

comment on column backroom.files.load_id is 'The load that took it in';

comment on column backroom.files.rows_read is 'Rows in it';

comment on column backroom.files.rows_rejected is 'Rows that were rejected';

comment on column backroom.files.rows_repaired is 'Rows with repaired text';

comment on column backroom.files.error is 'Why it could not be read';

create table backroom.discarded_files (
    file_id integer not null
)
diststyle all sortkey (file_id);

comment on table backroom.discarded_files is 'one row per content of a file that this transaction deletes from the backroom';

comment on column backroom.discarded_files.file_id is 'The content to delete';

create table backroom.rejects (
    file_id integer not null,
    line bigint not null,
    byte_offset bigint not null,
    field varchar(255),
    reason varchar(32) not null,
    found varchar(1024),
    expected varchar(1024) not null,
    "raw" varchar(65535) not null
)
diststyle even sortkey (file_id);

comment on table backroom.rejects is 'one row per rejected row of a file';

comment on column backroom.rejects.file_id is 'The file it is in';

comment on column backroom.rejects.line is 'The line it begins on, from 1';

comment on column backroom.rejects.byte_offset is 'Where it begins in the unpacked file, in bytes from 0';

comment on column backroom.rejects.field is 'The field at fault; null if it is the whole row';

comment on column backroom.rejects.reason is 'The reject reason';

comment on column backroom.rejects.found is 'What was found there';

comment on column backroom.rejects.expected is 'What would have been accepted';

comment on column backroom.rejects."raw" is 'The first 64 KiB of the row as in the file; bytes that are not text are shown as U+FFFD';

create table backroom.staging_events (
    file_id integer not null,
    line bigint not null,
    byte_offset bigint not null,
    event_key bigint not null,
    match_key bigint,
    artist varchar(1024),
    artist_raw varchar(1024),
    auth varchar(1024),
    first_name varchar(1024),
    gender varchar(1024),
    item_in_session integer not null,
    last_name varchar(1024),
    length double precision,
    level varchar(1024) not null,
    location varchar(1024),
    method varchar(1024),
    page varchar(1024) not null,
    registration timestamp,
    session_id bigint not null,
    song varchar(1024),
    song_raw varchar(1024),
    status integer,
    ts timestamp not null,
    user_agent varchar(4096),
    user_id integer
)
diststyle key distkey (event_key) sortkey (event_key);

comment on table backroom.staging_events is 'one row per accepted row of an event file';

comment on column backroom.staging_events.file_id is 'The file it came from';

comment on column backroom.staging_events.line is 'The line it begins on, from 1';

comment on column backroom.staging_events.byte_offset is 'Where it begins in the unpacked file, in bytes from 0';

comment on column backroom.staging_events.event_key is 'Hash of the event''s identity';

comment on column backroom.staging_events.match_key is 'Hash of title and artist name; null unless the event is a play';

comment on column backroom.staging_events.artist is 'Artist name, repaired';

comment on column backroom.staging_events.artist_raw is 'Artist name before the repair; null if it was not changed';

comment on column backroom.staging_events.auth is 'Whether the listener was logged in';

comment on column backroom.staging_events.first_name is 'Listener''s first name';

comment on column backroom.staging_events.gender is 'Listener''s gender';

comment on column backroom.staging_events.item_in_session is 'Number of the event in its session, from 0';

comment on column backroom.staging_events.last_name is 'Listener''s last name';

comment on column backroom.staging_events.length is 'Length of the song, in seconds';

comment on column backroom.staging_events.level is 'Membership level before the event took effect';

comment on column backroom.staging_events.location is 'Listener''s place';

comment on column backroom.staging_events.method is 'HTTP method';

comment on column backroom.staging_events.page is 'What the listener did; NextSong is a play';

comment on column backroom.staging_events.registration is 'When the listener registered, UTC, to the millisecond';

comment on column backroom.staging_events.session_id is 'Session the event belongs to';

comment on column backroom.staging_events.song is 'Song title, repaired';

comment on column backroom.staging_events.song_raw is 'Song title before the repair; null if it was not changed';

comment on column backroom.staging_events.status is 'HTTP status';

comment on column backroom.staging_events.ts is 'When it happened, UTC, to the millisecond';

comment on column backroom.staging_events.user_agent is 'Listener''s browser';

comment on column backroom.staging_events.user_id is 'Listener; null when nobody was logged in';

create table backroom.staging_songs (
    file_id integer not null,
    line bigint not null,
    byte_offset bigint not null,
    match_key bigint not null,
    artist_id varchar(255) not null,
    artist_latitude double precision,
    artist_location varchar(1024),
    artist_longitude double precision,
    artist_name varchar(1024) not null,
    duration double precision,
    num_songs integer,
    song_id varchar(255) not null,
    title varchar(1024) not null,
    year integer
)
diststyle key distkey (song_id) sortkey (song_id);

comment on table backroom.staging_songs is 'one row per accepted row of a song file';

comment on column backroom.staging_songs.file_id is 'The file it came from';

comment on column backroom.staging_songs.line is 'The line it begins on, from 1';

comment on column backroom.staging_songs.byte_offset is 'Where it begins in the unpacked file, in bytes from 0';

comment on column backroom.staging_songs.match_key is 'Hash of title and artist name';

comment on column backroom.staging_songs.artist_id is 'Catalogue id of the artist';

comment on column backroom.staging_songs.artist_latitude is 'Artist''s latitude, in degrees';

comment on column backroom.staging_songs.artist_location is 'Artist''s place';

comment on column backroom.staging_songs.artist_longitude is 'Artist''s longitude, in degrees';

comment on column backroom.staging_songs.artist_name is 'Artist''s name in this song''s spelling';

comment on column backroom.staging_songs.duration is 'Length of the song, in seconds';

comment on column backroom.staging_songs.num_songs is 'Songs in the catalogue entry';

comment on column backroom.staging_songs.song_id is 'Catalogue id of the song';

comment on column backroom.staging_songs.title is 'Song title';

comment on column backroom.staging_songs.year is 'Year of release; null when unknown';

create table backroom.duplicate_events (
    file_id integer not null,
    byte_offset bigint not null,
    is_corrected boolean not null
)
diststyle all compound sortkey (file_id, byte_offset);

comment on table backroom.duplicate_events is 'one row per staged event that another one outranks';

comment on column backroom.duplicate_events.file_id is 'The file it is in';

comment on column backroom.duplicate_events.byte_offset is 'Where it begins in the unpacked file';

comment on column backroom.duplicate_events.is_corrected is 'Whether the winner''s typed columns differ from its own';

create table backroom.duplicate_songs (
    file_id integer not null,
    byte_offset bigint not null,
    is_corrected boolean not null
)
diststyle all compound sortkey (file_id, byte_offset);

comment on table backroom.duplicate_songs is 'one row per staged song that another one outranks';

comment on column backroom.duplicate_songs.file_id is 'The file it is in';

comment on column backroom.duplicate_songs.byte_offset is 'Where it begins in the unpacked file';

comment on column backroom.duplicate_songs.is_corrected is 'Whether the winner''s typed columns differ from its own';

create table backroom.event_rekeys (
    file_id integer not null,
    byte_offset bigint not null,
    hash_key bigint not null,
    event_key bigint not null
)
diststyle all compound sortkey (file_id, byte_offset);

comment on table backroom.event_rekeys is 'one row per event whose hash another identity already has';

comment on column backroom.event_rekeys.file_id is 'The file it is in';

comment on column backroom.event_rekeys.byte_offset is 'Where it begins in the unpacked file';

comment on column backroom.event_rekeys.hash_key is 'The hash of its identity, which a smaller identity has';

comment on column backroom.event_rekeys.event_key is 'The key it has instead';

create table backroom.changed_events (
    event_key bigint not null,
    hash_key bigint not null
)
diststyle key distkey (hash_key) sortkey (hash_key);

comment on table backroom.changed_events is 'one row per key of an event that the last settled load changed';

comment on column backroom.changed_events.event_key is 'The event''s key in the front room, before or after the load';

comment on column backroom.changed_events.hash_key is 'The hash of its identity, as in staging';

create table backroom.changed_songs (
    song_id varchar(255) not null,
    match_key bigint not null,
    title varchar(1024) not null,
    artist_name varchar(1024) not null,
    artist_id varchar(255) not null
)
diststyle all sortkey (match_key);

comment on table backroom.changed_songs is 'one row per version, before and after, of a catalogue song that the last settled load changed';

comment on column backroom.changed_songs.song_id is 'The song';

comment on column backroom.changed_songs.match_key is 'Hash of title and artist name in that version';

comment on column backroom.changed_songs.title is 'Title in that version';

comment on column backroom.changed_songs.artist_name is 'Artist name in that version';

comment on column backroom.changed_songs.artist_id is 'Artist in that version';

create table backroom.changed_artist_names (
    artist_name varchar(1024) not null,
    artist_id varchar(255)
)
diststyle all sortkey (artist_name);

comment on table backroom.changed_artist_names is 'one row per artist name whose catalogue artist was changed, added or removed by the last settled load';

comment on column backroom.changed_artist_names.artist_name is 'The name';

comment on column backroom.changed_artist_names.artist_id is 'The catalogue artist to whom it referred before; null if none';

create or replace view backroom.accepted_events as
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
from backroom.staging_events e
join backroom.files f on f.file_id = e.file_id and f.state = 'taken'
left join backroom.duplicate_events d on d.file_id = e.file_id and d.byte_offset = e.byte_offset
left join backroom.event_rekeys k on k.file_id = e.file_id and k.byte_offset = e.byte_offset
where d.file_id is null;

comment on view backroom.accepted_events is 'one row per staged event that counts';

create or replace view backroom.accepted_songs as
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
from backroom.staging_songs s
join backroom.files f on f.file_id = s.file_id and f.state = 'taken'
left join backroom.duplicate_songs d on d.file_id = s.file_id and d.byte_offset = s.byte_offset
where d.file_id is null;

comment on view backroom.accepted_songs is 'one row per staged song that counts';

-- again: commit

-- One row: the warehouse's id, and the model version that wrote its backroom.
select warehouse_id, model_version
from backroom.warehouse;

-- Gives a new warehouse its identity. $1 id, $2 model version, $3 now
insert into backroom.warehouse (warehouse_id, model_version, created_at)
values ($1, $2, $3);

-- One row: the last published load; null before the first.
select max(load_id) as load_id
from backroom.loads
where state = 'published';

-- again: begin

-- again: One row per table of the front room.

create schema if not exists frontroom;

create table frontroom.time (
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

comment on table frontroom.time is 'one row per second in which something happened';

comment on column frontroom.time.start_time is 'The second, UTC';

comment on column frontroom.time.hour is 'Hour of the day, 0 to 23';

comment on column frontroom.time.day is 'Day of the month, 1 to 31';

comment on column frontroom.time.week is 'ISO week, 1 to 53';

comment on column frontroom.time.month is 'Month, 1 to 12';

comment on column frontroom.time.year is 'Calendar year';

comment on column frontroom.time.weekday is 'Day of the week, 0 = Sunday';

comment on column frontroom.time.date is 'The day';

comment on column frontroom.time.week_start is 'Monday of the ISO week';

create table frontroom.users (
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

comment on table frontroom.users is 'one row per listener, as last seen';

comment on column frontroom.users.user_id is 'Sparkify''s number for the listener';

comment on column frontroom.users.first_name is 'First name';

comment on column frontroom.users.last_name is 'Last name';

comment on column frontroom.users.gender is 'Gender. Usually F (female), M (male); other values are kept as they come';

comment on column frontroom.users.level is 'Membership level at the latest event. Usually free (listens without paying), paid (has a paid subscription); other values are kept as they come';

comment on column frontroom.users.registered_at is 'When the listener registered, UTC, to the millisecond';

comment on column frontroom.users.first_seen_at is 'The first event, UTC, to the millisecond';

comment on column frontroom.users.last_seen_at is 'The latest event, UTC, to the millisecond';

create table frontroom.user_levels (
    user_id integer not null,
    stretch integer not null,
    level varchar(1024) not null,
    valid_from timestamp not null,
    valid_to timestamp,
    is_current boolean not null
)
diststyle auto sortkey (user_id);

comment on table frontroom.user_levels is 'one row per stretch in which a listener kept one level';

comment on column frontroom.user_levels.user_id is 'The listener';

comment on column frontroom.user_levels.stretch is 'Number of the stretch, from 1';

comment on column frontroom.user_levels.level is 'Membership level. Usually free (listens without paying), paid (has a paid subscription); other values are kept as they come';

comment on column frontroom.user_levels.valid_from is 'Instant of the stretch''s first event, UTC, to the millisecond';

comment on column frontroom.user_levels.valid_to is 'Instant of the next stretch''s first event; null for the current one';

comment on column frontroom.user_levels.is_current is 'Whether it is the listener''s latest stretch';

create table frontroom.artists (
    artist_id varchar(255) not null,
    name varchar(1024) not null,
    location varchar(1024),
    latitude double precision,
    longitude double precision,
    is_inferred boolean not null
)
diststyle auto sortkey (artist_id);

comment on table frontroom.artists is 'one row per artist';

comment on column frontroom.artists.artist_id is 'Catalogue id, or one that begins inferred: for an artist known only from plays';

comment on column frontroom.artists.name is 'The name most of the artist''s songs carry';

comment on column frontroom.artists.location is 'Where the artist is from';

comment on column frontroom.artists.latitude is 'Latitude of that place, in degrees';

comment on column frontroom.artists.longitude is 'Longitude of that place, in degrees';

comment on column frontroom.artists.is_inferred is 'Known only from plays: no catalogue entry has arrived yet';

create table frontroom.songs (
    song_id varchar(255) not null,
    title varchar(1024) not null,
    artist_id varchar(255) not null,
    year integer,
    duration double precision,
    is_inferred boolean not null
)
diststyle key distkey (artist_id) sortkey (song_id);

comment on table frontroom.songs is 'one row per song';

comment on column frontroom.songs.song_id is 'Catalogue id, or one that begins inferred: for a song known only from plays';

comment on column frontroom.songs.title is 'Title';

comment on column frontroom.songs.artist_id is 'Who made it';

comment on column frontroom.songs.year is 'Year of release; null when unknown';

comment on column frontroom.songs.duration is 'Length in seconds; of an inferred song the smallest length seen';

comment on column frontroom.songs.is_inferred is 'Known only from plays: no catalogue entry has arrived yet';

create table frontroom.songplays (
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

comment on table frontroom.songplays is 'one row per play';

comment on column frontroom.songplays.songplay_id is 'Hash of the event''s identity: the same on every engine and after every rebuild';

comment on column frontroom.songplays.start_time is 'The second in which it began, UTC';

comment on column frontroom.songplays.user_id is 'Who listened';

comment on column frontroom.songplays.level is 'Membership level at that time. Usually free (listens without paying), paid (has a paid subscription); other values are kept as they come';

comment on column frontroom.songplays.song_id is 'What was played';

comment on column frontroom.songplays.artist_id is 'Who made it';

comment on column frontroom.songplays.session_id is 'Session the play belongs to';

comment on column frontroom.songplays.location is 'Where the listener was';

comment on column frontroom.songplays.user_agent is 'The listener''s browser';

comment on column frontroom.songplays.item_in_session is 'Number of the event in its session, from 0';

comment on column frontroom.songplays.length is 'Length of the song as the log gives it, in seconds';

comment on column frontroom.songplays.match_rule is 'How the song was found in the catalogue. Usually exact (title, artist and duration match), title_artist (title and artist match, the duration does not), inferred (the song is not in the catalogue); other values are kept as they come';

create table frontroom.page_events (
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

comment on table frontroom.page_events is 'one row per event that is not a play';

comment on column frontroom.page_events.page_event_id is 'Hash of the event''s identity: the same on every engine and after every rebuild';

comment on column frontroom.page_events.start_time is 'The second in which it happened, UTC';

comment on column frontroom.page_events.user_id is 'Who it was; null: nobody logged in';

comment on column frontroom.page_events.level is 'Membership level before the event took effect. Usually free (listens without paying), paid (has a paid subscription); other values are kept as they come';

comment on column frontroom.page_events.session_id is 'Session the event belongs to';

comment on column frontroom.page_events.item_in_session is 'Number of the event in its session, from 0';

comment on column frontroom.page_events.page is 'What the listener did. Usually Home (opened the start page), Login (asked to log in), Logout (logged out), Upgrade (looked at the paid offer), Downgrade (looked at leaving the paid offer), Submit Upgrade (upgraded to paid), Submit Downgrade (downgraded to free), Settings (opened the settings), Save Settings (saved the settings), Help (opened the help), About (opened the about page), Error (met an error page); other values are kept as they come';

comment on column frontroom.page_events.method is 'HTTP method';

comment on column frontroom.page_events.status is 'HTTP status';

comment on column frontroom.page_events.location is 'Where the listener was';

comment on column frontroom.page_events.user_agent is 'The listener''s browser';

create table frontroom.load_history (
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

comment on table frontroom.load_history is 'one row per published load (an etl or a withdraw)';

comment on column frontroom.load_history.load_id is 'Number of the load';

comment on column frontroom.load_history.started_at is 'When it began, UTC';

comment on column frontroom.load_history.published_at is 'When the front room showed it, UTC';

comment on column frontroom.load_history.files is 'Files it took in';

comment on column frontroom.load_history.rows_read is 'Rows of these files';

comment on column frontroom.load_history.rows_accepted is 'Of these, rows that counted as of this load';

comment on column frontroom.load_history.rows_duplicate is 'Of these, rows whose key another row won';

comment on column frontroom.load_history.rows_corrected is 'Of the duplicates, rows whose content the winner changed';

comment on column frontroom.load_history.rows_rejected is 'Of these, rejects';

comment on column frontroom.load_history.rows_repaired is 'Rows with repaired text';

comment on column frontroom.load_history.newest_event_at is 'Latest event in the warehouse as of this load, UTC, to the millisecond';

create or replace view frontroom.sessions as
-- One row per session (R8). A cast from double to integer may round or truncate here, so floor is applied first.
with
events as (
    select session_id, user_id, start_time, item_in_session, songplay_id as event_id, level, 1 as is_play, length * 1000000000 as nanoseconds
    from frontroom.songplays
    union all
    select session_id, user_id, start_time, item_in_session, page_event_id, level, 0, null
    from frontroom.page_events
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

comment on view frontroom.sessions is 'one row per session';

-- One row: what the front room says of itself. It changes with the transaction that changes the rows.
create table frontroom.publication (
    warehouse_id varchar(64) not null,
    model_version integer not null,
    load_id bigint not null,
    key_preset varchar(64) not null
)
diststyle all;

delete from frontroom.load_history;

delete from frontroom.page_events;

delete from frontroom.songplays;

delete from frontroom.songs;

delete from frontroom.artists;

delete from frontroom.user_levels;

delete from frontroom.users;

delete from frontroom.time;

create temporary table arriving_events as
-- One row per event to build from: all events that count.
select
    e.*,
    true as is_changed
from backroom.accepted_events e;

create temporary table arriving_songs as
-- One row per catalogue song to build from: all songs that count.
select *
from backroom.accepted_songs;

create temporary table artist_songs as
-- One row per catalogue song of the artists to build: all songs that count.
select *
from backroom.accepted_songs;

create temporary table arriving_seconds as
-- One row per second to build: all seconds in which something happened.
select distinct date_trunc('second', ts) as start_time
from backroom.accepted_events;

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
from backroom.accepted_events
where user_id is not null;

create temporary table kept_songs as
-- One row per inferred song that is already in the front room: none.
select
    song_id,
    title,
    artist_id,
    duration
from frontroom.songs
where false;

create temporary table kept_artists as
-- One row per inferred artist that is already in the front room: none.
select
    artist_id,
    name
from frontroom.artists
where false;

create temporary table listeners as
-- One row per listener to build: when last seen and last registered, and whether the level ever changed (R8).
select
    user_id,
    min(seen_since) as first_seen_at,
    max(ts) as last_seen_at,
    max(case when registration is not null then ts end) as registration_seen_at,
    min(level) as lowest_level,
    max(level) as highest_level,
    min(level_since) as level_since,
    max(stretches_before) as stretches_before
from listener_events
group by user_id;

create temporary table played_songs as
-- One row per title, artist name and length among the plays to build; length_key is the length, or -1 if there is none.
select
    match_key,
    song,
    artist,
    coalesce(length, -1) as length_key,
    max(length) as length
from arriving_events
where match_key is not null
group by match_key, song, artist, coalesce(length, -1);

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
    join backroom.accepted_songs s on s.match_key = p.match_key and s.title = p.song and s.artist_name = p.artist
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
    from backroom.accepted_songs s
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

insert into frontroom.time (start_time, hour, day, week, month, year, weekday, date, week_start)
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

insert into frontroom.users (user_id, first_name, last_name, gender, level, registered_at, first_seen_at, last_seen_at)
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

insert into frontroom.user_levels (user_id, stretch, level, valid_from, valid_to, is_current)
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

insert into frontroom.artists (artist_id, name, location, latitude, longitude, is_inferred)
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

insert into frontroom.songs (song_id, title, artist_id, year, duration, is_inferred)
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

insert into frontroom.songplays (songplay_id, start_time, user_id, level, song_id, artist_id, session_id, location, user_agent, item_in_session, length, match_rule)
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

insert into frontroom.page_events (page_event_id, start_time, user_id, level, session_id, item_in_session, page, method, status, location, user_agent)
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

insert into frontroom.load_history (load_id, started_at, published_at, files, rows_read, rows_accepted, rows_duplicate, rows_corrected, rows_rejected, rows_repaired, newest_event_at)
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
from backroom.loads
where published_at is not null;

select warehouse_id, count(*) as rows
from backroom.warehouse
group by warehouse_id
having count(*) > 1
limit 5;

select load_id, count(*) as rows
from backroom.loads
group by load_id
having count(*) > 1
limit 5;

with
every_key as (
    select file_id as key_value, 1 as is_member
    from backroom.files
    union all
    select file_id, null
    from backroom.rejects
    union all
    select file_id, null
    from backroom.staging_events
    union all
    select file_id, null
    from backroom.staging_songs
)

select
    key_value as file_id,
    count(is_member) as rows,
    count(*) - count(is_member) as references_to_it
from every_key
group by key_value
having count(is_member) <> 1
limit 5;

select file_id, byte_offset, count(*) as rows
from backroom.duplicate_events
group by file_id, byte_offset
having count(*) > 1
limit 5;

select file_id, byte_offset, count(*) as rows
from backroom.duplicate_songs
group by file_id, byte_offset
having count(*) > 1
limit 5;

select file_id, byte_offset, count(*) as rows
from backroom.event_rekeys
group by file_id, byte_offset
having count(*) > 1
limit 5;

select start_time, count(*) as rows
from frontroom.time
group by start_time
having count(*) > 1
limit 5;

with
pointers as (
    select start_time as key_value
    from frontroom.songplays
    union all
    select start_time as key_value
    from frontroom.page_events
)

select
    p.key_value as referenced,
    t.start_time
from pointers p
full join frontroom.time t on t.start_time = p.key_value
where p.key_value is null
or t.start_time is null
limit 5;

with
every_key as (
    select user_id as key_value, 1 as is_member
    from frontroom.users
    union all
    select user_id, null
    from frontroom.user_levels
    union all
    select user_id, null
    from frontroom.songplays
    union all
    select user_id, null
    from frontroom.page_events
    where user_id is not null
)

select
    key_value as user_id,
    count(is_member) as rows,
    count(*) - count(is_member) as references_to_it
from every_key
group by key_value
having count(is_member) <> 1
limit 5;

select user_id, stretch, count(*) as rows
from frontroom.user_levels
group by user_id, stretch
having count(*) > 1
limit 5;

with
every_key as (
    select artist_id as key_value, 1 as is_member, case when is_inferred then 1 end as must_be_used
    from frontroom.artists
    union all
    select artist_id, null, null
    from frontroom.songs
    union all
    select artist_id, null, null
    from frontroom.songplays
)

select
    key_value as artist_id,
    count(is_member) as rows,
    count(*) - count(is_member) as references_to_it
from every_key
group by key_value
having count(is_member) <> 1
or (count(must_be_used) > 0 and count(*) = count(is_member))
limit 5;

with
every_key as (
    select song_id as key_value, 1 as is_member, case when is_inferred then 1 end as must_be_used
    from frontroom.songs
    union all
    select song_id, null, null
    from frontroom.songplays
)

select
    key_value as song_id,
    count(is_member) as rows,
    count(*) - count(is_member) as references_to_it
from every_key
group by key_value
having count(is_member) <> 1
or (count(must_be_used) > 0 and count(*) = count(is_member))
limit 5;

select songplay_id, count(*) as rows
from frontroom.songplays
group by songplay_id
having count(*) > 1
limit 5;

select page_event_id, count(*) as rows
from frontroom.page_events
group by page_event_id
having count(*) > 1
limit 5;

select load_id, count(*) as rows
from frontroom.load_history
group by load_id
having count(*) > 1
limit 5;

-- Every accepted play is in songplays and every other accepted event in page_events, once, with its key and its session: as many of
-- them, with the same sum of keys and the same sum of keys times sessions, both by their remainders (other checks prove that the keys
-- in these tables are unique).
with
accepted as (
    select
        count(match_key) as plays,
        sum(case when match_key is not null then event_key end) as play_keys,
        sum(case when match_key is not null then (event_key % 1000003) * (session_id % 1000003) end) as play_sessions,
        count(*) - count(match_key) as others,
        sum(case when match_key is null then event_key end) as other_keys,
        sum(case when match_key is null then (event_key % 1000003) * (session_id % 1000003) end) as other_sessions
    from backroom.accepted_events
),

shown as (
    select
        'songplays' as table_name,
        count(*) as events,
        coalesce(sum(songplay_id), 0) as keys,
        coalesce(sum((songplay_id % 1000003) * (session_id % 1000003)), 0) as sessions
    from frontroom.songplays
    union all
    select
        'page_events',
        count(*),
        coalesce(sum(page_event_id), 0),
        coalesce(sum((page_event_id % 1000003) * (session_id % 1000003)), 0)
    from frontroom.page_events
),

compared as (
    select
        s.table_name,
        case when s.table_name = 'songplays' then a.plays else a.others end as events_accepted,
        s.events as events_in_star,
        case when s.table_name = 'songplays' then coalesce(a.play_keys, 0) else coalesce(a.other_keys, 0) end as keys_accepted,
        s.keys as keys_in_star,
        case when s.table_name = 'songplays' then coalesce(a.play_sessions, 0) else coalesce(a.other_sessions, 0) end as sessions_accepted,
        s.sessions as sessions_in_star
    from shown s
    cross join accepted a
)

select
    table_name,
    events_accepted,
    events_in_star,
    keys_accepted,
    keys_in_star,
    sessions_accepted,
    sessions_in_star
from compared
where events_accepted <> events_in_star
or keys_accepted <> keys_in_star
or sessions_accepted <> sessions_in_star
limit 5;

-- For every taken file, rows read = rows in staging + rejects, and every stored reject is counted (R2).
with
staged_events as (
    select file_id, count(*) as rows_staged
    from backroom.staging_events
    group by file_id
),

staged_songs as (
    select file_id, count(*) as rows_staged
    from backroom.staging_songs
    group by file_id
),

rejected as (
    select file_id, count(*) as rejects_kept
    from backroom.rejects
    group by file_id
)

select
    f.file_id,
    f.uri,
    f.rows_read,
    coalesce(e.rows_staged, 0) + coalesce(s.rows_staged, 0) as rows_staged,
    f.rows_rejected,
    coalesce(r.rejects_kept, 0) as rejects_kept
from backroom.files f
left join staged_events e on e.file_id = f.file_id
left join staged_songs s on s.file_id = f.file_id
left join rejected r on r.file_id = f.file_id
where f.state = 'taken'
and (
    f.rows_read <> coalesce(e.rows_staged, 0) + coalesce(s.rows_staged, 0) + f.rows_rejected
    or f.rows_rejected <> coalesce(r.rejects_kept, 0)
)
limit 5;

-- A play's artist is its song's artist.
select
    p.songplay_id,
    p.song_id,
    p.artist_id,
    s.artist_id as artist_id_of_song
from frontroom.songplays p
join frontroom.songs s on s.song_id = p.song_id
where p.artist_id <> s.artist_id
limit 5;

-- The catalogue songs in songs are exactly the accepted songs.
select
    s.song_id,
    f.song_id as song_id_in_star
from backroom.accepted_songs s
full join (select song_id from frontroom.songs where not is_inferred) f on f.song_id = s.song_id
where s.song_id is null
or f.song_id is null
limit 5;

-- Of the rows staged from all taken files, those that are not duplicates are accepted, and every duplicate is a row in staging (R2, R3). Other
-- checks prove how many rows of each file are staged, and that the accepted events are those in the star.
with
counted as (
    select
        (select coalesce(sum(rows_read - rows_rejected), 0) from backroom.files where state = 'taken') as rows_staged,
        (select count(*) from frontroom.songplays) as plays,
        (select count(*) from frontroom.page_events) as page_events,
        (select count(*) from backroom.accepted_songs) as songs_accepted,
        (select count(*) from backroom.duplicate_events) as duplicate_events,
        (select count(*) from backroom.duplicate_songs) as duplicate_songs
)

select
    rows_staged,
    plays,
    page_events,
    songs_accepted,
    duplicate_events,
    duplicate_songs
from counted
where rows_staged <> plays + page_events + songs_accepted + duplicate_events + duplicate_songs
limit 5;

-- A listener's stretches are numbered from 1, begin when the listener was first seen, follow each other without a gap, change level each
-- time, and end with the current one, whose level is the listener's (R8).
with
stretches as (
    select
        user_id,
        stretch,
        level,
        valid_from,
        valid_to,
        is_current,
        row_number() over (partition by user_id order by stretch) as number,
        lag(valid_to) over (partition by user_id order by stretch) as previous_valid_to,
        lag(level) over (partition by user_id order by stretch) as previous_level,
        lead(stretch) over (partition by user_id order by stretch) as next_stretch
    from frontroom.user_levels
)

select
    u.user_id,
    u.level as user_level,
    u.first_seen_at,
    s.stretch,
    s.level,
    s.valid_from,
    s.valid_to,
    s.is_current
from frontroom.users u
left join stretches s on s.user_id = u.user_id
where s.user_id is null
or s.stretch <> s.number
or s.valid_from <> coalesce(s.previous_valid_to, u.first_seen_at)
or s.stretch > 1 and s.previous_valid_to is null
or s.level = s.previous_level
or s.is_current <> (s.next_stretch is null)
or s.is_current <> (s.valid_to is null)
or s.valid_to < s.valid_from
or s.next_stretch is null and s.level <> u.level
limit 5;

drop table song_matches;

drop table played_songs;

drop table listeners;

drop table kept_artists;

drop table kept_songs;

drop table listener_events;

drop table arriving_seconds;

drop table artist_songs;

drop table arriving_songs;

drop table arriving_events;

-- The front room is about to show something else.
delete from frontroom.publication;

-- What the front room shows from now on. $1 warehouse, $2 model version, $3 load, $4 the keys of its tables
insert into frontroom.publication (warehouse_id, model_version, load_id, key_preset)
values ($1, $2, $3, $4);

-- again: commit

-- One row per schema that was the front room once.
select nspname
from pg_namespace
where substring(nspname, 1, 17) = 'frontroom_before_';

grant usage on schema frontroom to group sparkify_analysts;

grant select on all tables in schema frontroom to group sparkify_analysts;

alter default privileges in schema frontroom grant select on tables to group sparkify_analysts;

-- One row per statement that revokes what every login may do in a database by default.
select 'grant temporary on database ' || quote_ident(d.datname) || ' to ' || quote_ident(u.usename) as statement
from pg_database d
join pg_user u on u.usename = current_user
where d.datname = current_database()
and (d.datacl is null or ',' || array_to_string(d.datacl, ',') ~ ',=[a-zA-Z*]*T')
and not u.usesuper
union all
select 'revoke temporary on database ' || quote_ident(datname) || ' from public'
from pg_database
where datname = current_database()
and (datacl is null or ',' || array_to_string(datacl, ',') ~ ',=[a-zA-Z*]*T')
union all
select 'revoke create on schema public from public'
from pg_namespace
where nspname = 'public'
and ',' || array_to_string(nspacl, ',') ~ ',=[a-zA-Z*]*C';

grant temporary on database DATABASE to loader;

revoke temporary on database DATABASE from public;

-- again: One row per statement that revokes what every login may do in a database by default.

-- again: One row per statement that revokes what every login may do in a database by default.

-- again: comment on table backroom.loads is 'one row per load, published or not'

rollback;


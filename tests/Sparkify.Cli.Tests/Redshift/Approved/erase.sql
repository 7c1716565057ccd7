-- again: One row: 1 when there is a lock and a list of who holds it, which is made last; else 0.

-- again: One row per session that holds the lock.

-- again: set statement_timeout to 2000

-- again: begin

-- again: Holds the warehouse until the transaction ends; waits for its present holder as long as a statement may take.

-- again: One row per session that a load has opened: those of the load that holds the warehouse, and of one that was killed before it.

-- again: Sessions of earlier loads, which the holder of the warehouse has ended.

-- again: One row per session of this login that there is now.

-- again: A session of the load that holds the warehouse. $1 session, $2 when it began, $3 purpose, $4 process, $5 host, $6 now

-- again: set statement_timeout to 5000

-- again: begin

-- again: One row per statement that erases a part of the warehouse: the front room, and every table of the backroom but the lock and who holds it.

drop schema frontroom cascade;

drop view if exists backroom.accepted_events cascade;

drop view if exists backroom.accepted_songs cascade;

drop table backroom.warehouse cascade;

drop table backroom.loads cascade;

drop table backroom.files cascade;

drop table backroom.discarded_files cascade;

drop table backroom.rejects cascade;

drop table backroom.staging_events cascade;

drop table backroom.staging_songs cascade;

drop table backroom.duplicate_events cascade;

drop table backroom.duplicate_songs cascade;

drop table backroom.event_rekeys cascade;

drop table backroom.changed_events cascade;

drop table backroom.changed_songs cascade;

drop table backroom.changed_artist_names cascade;

-- again: commit

-- again: One row per session of this login that there is now.

-- again: A session of the load that holds the warehouse. $1 session, $2 when it began, $3 purpose, $4 process, $5 host, $6 now

-- again: set statement_timeout to 0

-- again: One row per table of the front room.

-- again: One row if there is no group of analysts: the statement that creates it.

-- again: One row if there is no group of analysts: the statement that creates it.

-- again: One row per statement by which the analysts' login comes to be one of them, keeps no settings of its own, and makes no databases. An

-- again: One row per statement by which the analysts' login comes to be one of them, keeps no settings of its own, and makes no databases. An

-- again: select usesuper from pg_user where usename = $1

-- again: One row: 1 if the backroom exists, else 0.

-- again: begin

-- again: create schema if not exists backroom

-- again: create table backroom.warehouse (

-- again: comment on table backroom.warehouse is 'one row: the warehouse itself'

-- again: comment on column backroom.warehouse.warehouse_id is 'Identity, assigned once; stored in both rooms'

-- again: comment on column backroom.warehouse.model_version is 'Version of the model that wrote the backroom'

-- again: comment on column backroom.warehouse.created_at is 'When it was created, UTC'

-- again: create table backroom.loads (

-- again: comment on table backroom.loads is 'one row per load, published or not'

-- again: comment on column backroom.loads.load_id is 'Number of the load, from 1'

-- again: comment on column backroom.loads.kind is 'etl or withdraw'

-- again: comment on column backroom.loads.state is 'running, settled (complete, not yet published), published, refused, failed or interrupted'

-- again: comment on column backroom.loads.started_at is 'When it began, UTC'

-- again: comment on column backroom.loads.published_at is 'When the front room showed it, UTC; null until then'

-- again: comment on column backroom.loads.files is 'Files it took in'

-- again: comment on column backroom.loads.rows_read is 'Rows of these files'

-- again: comment on column backroom.loads.rows_accepted is 'Of these, rows that counted as of this load'

-- again: comment on column backroom.loads.rows_duplicate is 'Of these, rows whose key another row won as of this load'

-- again: comment on column backroom.loads.rows_corrected is 'Of the duplicates, rows whose content the winner changed'

-- again: comment on column backroom.loads.rows_rejected is 'Of these, rejects'

-- again: comment on column backroom.loads.rows_repaired is 'Rows with repaired text'

-- again: comment on column backroom.loads.newest_event_at is 'Latest event in the warehouse as of this load, UTC'

-- again: comment on column backroom.loads.message is 'Why it was not published'

-- again: comment on column backroom.loads.has_changes is 'Whether changed_events, changed_songs and changed_artist_names list what it changed; if not, the front room is built from all of staging'

-- again: create table backroom.files (

-- again: comment on table backroom.files is 'one row per content of a file: the one that counts (taken, withdrawn) and one that does not yet or never did (pending, refused, failed)'

-- again: comment on column backroom.files.file_id is 'Number of this content of the file'

-- again: comment on column backroom.files.source is 'events or songs'

-- again: comment on column backroom.files.uri is 'Absolute, unescaped path or URI'

-- again: comment on column backroom.files.state is 'taken, pending, refused, failed or withdrawn'

-- again: comment on column backroom.files.size is 'Bytes, as listed before it was read'

-- again: comment on column backroom.files.version is 'What else tells a change, as listed: modification time in ns, or ETag'

-- again: comment on column backroom.files.content_hash is 'XXH128 of the bytes that were read, as hexadecimal digits'

-- again: comment on column backroom.files.load_id is 'The load that took it in'

-- again: comment on column backroom.files.rows_read is 'Rows in it'

-- again: comment on column backroom.files.rows_rejected is 'Rows that were rejected'

-- again: comment on column backroom.files.rows_repaired is 'Rows with repaired text'

-- again: comment on column backroom.files.error is 'Why it could not be read'

-- again: create table backroom.discarded_files (

-- again: comment on table backroom.discarded_files is 'one row per content of a file that this transaction deletes from the backroom'

-- again: comment on column backroom.discarded_files.file_id is 'The content to delete'

-- again: create table backroom.rejects (

-- again: comment on table backroom.rejects is 'one row per rejected row of a file'

-- again: comment on column backroom.rejects.file_id is 'The file it is in'

-- again: comment on column backroom.rejects.line is 'The line it begins on, from 1'

-- again: comment on column backroom.rejects.byte_offset is 'Where it begins in the unpacked file, in bytes from 0'

-- again: comment on column backroom.rejects.field is 'The field at fault; null if it is the whole row'

-- again: comment on column backroom.rejects.reason is 'The reject reason'

-- again: comment on column backroom.rejects.found is 'What was found there'

-- again: comment on column backroom.rejects.expected is 'What would have been accepted'

-- again: comment on column backroom.rejects."raw" is 'The first 64 KiB of the row as in the file; bytes that are not text are shown as U+FFFD'

-- again: create table backroom.staging_events (

-- again: comment on table backroom.staging_events is 'one row per accepted row of an event file'

-- again: comment on column backroom.staging_events.file_id is 'The file it came from'

-- again: comment on column backroom.staging_events.line is 'The line it begins on, from 1'

-- again: comment on column backroom.staging_events.byte_offset is 'Where it begins in the unpacked file, in bytes from 0'

-- again: comment on column backroom.staging_events.event_key is 'Hash of the event''s identity'

-- again: comment on column backroom.staging_events.match_key is 'Hash of title and artist name; null unless the event is a play'

-- again: comment on column backroom.staging_events.artist is 'Artist name, repaired'

-- again: comment on column backroom.staging_events.artist_raw is 'Artist name before the repair; null if it was not changed'

-- again: comment on column backroom.staging_events.auth is 'Whether the listener was logged in'

-- again: comment on column backroom.staging_events.first_name is 'Listener''s first name'

-- again: comment on column backroom.staging_events.gender is 'Listener''s gender'

-- again: comment on column backroom.staging_events.item_in_session is 'Number of the event in its session, from 0'

-- again: comment on column backroom.staging_events.last_name is 'Listener''s last name'

-- again: comment on column backroom.staging_events.length is 'Length of the song, in seconds'

-- again: comment on column backroom.staging_events.level is 'Membership level before the event took effect'

-- again: comment on column backroom.staging_events.location is 'Listener''s place'

-- again: comment on column backroom.staging_events.method is 'HTTP method'

-- again: comment on column backroom.staging_events.page is 'What the listener did; NextSong is a play'

-- again: comment on column backroom.staging_events.registration is 'When the listener registered, UTC, to the millisecond'

-- again: comment on column backroom.staging_events.session_id is 'Session the event belongs to'

-- again: comment on column backroom.staging_events.song is 'Song title, repaired'

-- again: comment on column backroom.staging_events.song_raw is 'Song title before the repair; null if it was not changed'

-- again: comment on column backroom.staging_events.status is 'HTTP status'

-- again: comment on column backroom.staging_events.ts is 'When it happened, UTC, to the millisecond'

-- again: comment on column backroom.staging_events.user_agent is 'Listener''s browser'

-- again: comment on column backroom.staging_events.user_id is 'Listener; null when nobody was logged in'

-- again: create table backroom.staging_songs (

-- again: comment on table backroom.staging_songs is 'one row per accepted row of a song file'

-- again: comment on column backroom.staging_songs.file_id is 'The file it came from'

-- again: comment on column backroom.staging_songs.line is 'The line it begins on, from 1'

-- again: comment on column backroom.staging_songs.byte_offset is 'Where it begins in the unpacked file, in bytes from 0'

-- again: comment on column backroom.staging_songs.match_key is 'Hash of title and artist name'

-- again: comment on column backroom.staging_songs.artist_id is 'Catalogue id of the artist'

-- again: comment on column backroom.staging_songs.artist_latitude is 'Artist''s latitude, in degrees'

-- again: comment on column backroom.staging_songs.artist_location is 'Artist''s place'

-- again: comment on column backroom.staging_songs.artist_longitude is 'Artist''s longitude, in degrees'

-- again: comment on column backroom.staging_songs.artist_name is 'Artist''s name in this song''s spelling'

-- again: comment on column backroom.staging_songs.duration is 'Length of the song, in seconds'

-- again: comment on column backroom.staging_songs.num_songs is 'Songs in the catalogue entry'

-- again: comment on column backroom.staging_songs.song_id is 'Catalogue id of the song'

-- again: comment on column backroom.staging_songs.title is 'Song title'

-- again: comment on column backroom.staging_songs.year is 'Year of release; null when unknown'

-- again: create table backroom.duplicate_events (

-- again: comment on table backroom.duplicate_events is 'one row per staged event that another one outranks'

-- again: comment on column backroom.duplicate_events.file_id is 'The file it is in'

-- again: comment on column backroom.duplicate_events.byte_offset is 'Where it begins in the unpacked file'

-- again: comment on column backroom.duplicate_events.is_corrected is 'Whether the winner''s typed columns differ from its own'

-- again: create table backroom.duplicate_songs (

-- again: comment on table backroom.duplicate_songs is 'one row per staged song that another one outranks'

-- again: comment on column backroom.duplicate_songs.file_id is 'The file it is in'

-- again: comment on column backroom.duplicate_songs.byte_offset is 'Where it begins in the unpacked file'

-- again: comment on column backroom.duplicate_songs.is_corrected is 'Whether the winner''s typed columns differ from its own'

-- again: create table backroom.event_rekeys (

-- again: comment on table backroom.event_rekeys is 'one row per event whose hash another identity already has'

-- again: comment on column backroom.event_rekeys.file_id is 'The file it is in'

-- again: comment on column backroom.event_rekeys.byte_offset is 'Where it begins in the unpacked file'

-- again: comment on column backroom.event_rekeys.hash_key is 'The hash of its identity, which a smaller identity has'

-- again: comment on column backroom.event_rekeys.event_key is 'The key it has instead'

-- again: create table backroom.changed_events (

-- again: comment on table backroom.changed_events is 'one row per key of an event that the last settled load changed'

-- again: comment on column backroom.changed_events.event_key is 'The event''s key in the front room, before or after the load'

-- again: comment on column backroom.changed_events.hash_key is 'The hash of its identity, as in staging'

-- again: create table backroom.changed_songs (

-- again: comment on table backroom.changed_songs is 'one row per version, before and after, of a catalogue song that the last settled load changed'

-- again: comment on column backroom.changed_songs.song_id is 'The song'

-- again: comment on column backroom.changed_songs.match_key is 'Hash of title and artist name in that version'

-- again: comment on column backroom.changed_songs.title is 'Title in that version'

-- again: comment on column backroom.changed_songs.artist_name is 'Artist name in that version'

-- again: comment on column backroom.changed_songs.artist_id is 'Artist in that version'

-- again: create table backroom.changed_artist_names (

-- again: comment on table backroom.changed_artist_names is 'one row per artist name whose catalogue artist was changed, added or removed by the last settled load'

-- again: comment on column backroom.changed_artist_names.artist_name is 'The name'

-- again: comment on column backroom.changed_artist_names.artist_id is 'The catalogue artist to whom it referred before; null if none'

-- again: create or replace view backroom.accepted_events as

-- again: comment on view backroom.accepted_events is 'one row per staged event that counts'

-- again: create or replace view backroom.accepted_songs as

-- again: comment on view backroom.accepted_songs is 'one row per staged song that counts'

-- again: commit

-- again: One row: the warehouse's id, and the model version that wrote its backroom.

-- again: Gives a new warehouse its identity. $1 id, $2 model version, $3 now

-- again: One row: the last published load; null before the first.

-- again: begin

-- again: One row per table of the front room.

-- again: create schema if not exists frontroom

-- again: create table frontroom.time (

-- again: comment on table frontroom.time is 'one row per second in which something happened'

-- again: comment on column frontroom.time.start_time is 'The second, UTC'

-- again: comment on column frontroom.time.hour is 'Hour of the day, 0 to 23'

-- again: comment on column frontroom.time.day is 'Day of the month, 1 to 31'

-- again: comment on column frontroom.time.week is 'ISO week, 1 to 53'

-- again: comment on column frontroom.time.month is 'Month, 1 to 12'

-- again: comment on column frontroom.time.year is 'Calendar year'

-- again: comment on column frontroom.time.weekday is 'Day of the week, 0 = Sunday'

-- again: comment on column frontroom.time.date is 'The day'

-- again: comment on column frontroom.time.week_start is 'Monday of the ISO week'

-- again: create table frontroom.users (

-- again: comment on table frontroom.users is 'one row per listener, as last seen'

-- again: comment on column frontroom.users.user_id is 'Sparkify''s number for the listener'

-- again: comment on column frontroom.users.first_name is 'First name'

-- again: comment on column frontroom.users.last_name is 'Last name'

-- again: comment on column frontroom.users.gender is 'Gender. Usually F (female), M (male); other values are kept as they come'

-- again: comment on column frontroom.users.level is 'Membership level at the latest event. Usually free (listens without paying), paid (has a paid subscription); other values are kept as they come'

-- again: comment on column frontroom.users.registered_at is 'When the listener registered, UTC, to the millisecond'

-- again: comment on column frontroom.users.first_seen_at is 'The first event, UTC, to the millisecond'

-- again: comment on column frontroom.users.last_seen_at is 'The latest event, UTC, to the millisecond'

-- again: create table frontroom.user_levels (

-- again: comment on table frontroom.user_levels is 'one row per stretch in which a listener kept one level'

-- again: comment on column frontroom.user_levels.user_id is 'The listener'

-- again: comment on column frontroom.user_levels.stretch is 'Number of the stretch, from 1'

-- again: comment on column frontroom.user_levels.level is 'Membership level. Usually free (listens without paying), paid (has a paid subscription); other values are kept as they come'

-- again: comment on column frontroom.user_levels.valid_from is 'Instant of the stretch''s first event, UTC, to the millisecond'

-- again: comment on column frontroom.user_levels.valid_to is 'Instant of the next stretch''s first event; null for the current one'

-- again: comment on column frontroom.user_levels.is_current is 'Whether it is the listener''s latest stretch'

-- again: create table frontroom.artists (

-- again: comment on table frontroom.artists is 'one row per artist'

-- again: comment on column frontroom.artists.artist_id is 'Catalogue id, or one that begins inferred: for an artist known only from plays'

-- again: comment on column frontroom.artists.name is 'The name most of the artist''s songs carry'

-- again: comment on column frontroom.artists.location is 'Where the artist is from'

-- again: comment on column frontroom.artists.latitude is 'Latitude of that place, in degrees'

-- again: comment on column frontroom.artists.longitude is 'Longitude of that place, in degrees'

-- again: comment on column frontroom.artists.is_inferred is 'Known only from plays: no catalogue entry has arrived yet'

-- again: create table frontroom.songs (

-- again: comment on table frontroom.songs is 'one row per song'

-- again: comment on column frontroom.songs.song_id is 'Catalogue id, or one that begins inferred: for a song known only from plays'

-- again: comment on column frontroom.songs.title is 'Title'

-- again: comment on column frontroom.songs.artist_id is 'Who made it'

-- again: comment on column frontroom.songs.year is 'Year of release; null when unknown'

-- again: comment on column frontroom.songs.duration is 'Length in seconds; of an inferred song the smallest length seen'

-- again: comment on column frontroom.songs.is_inferred is 'Known only from plays: no catalogue entry has arrived yet'

-- again: create table frontroom.songplays (

-- again: comment on table frontroom.songplays is 'one row per play'

-- again: comment on column frontroom.songplays.songplay_id is 'Hash of the event''s identity: the same on every engine and after every rebuild'

-- again: comment on column frontroom.songplays.start_time is 'The second in which it began, UTC'

-- again: comment on column frontroom.songplays.user_id is 'Who listened'

-- again: comment on column frontroom.songplays.level is 'Membership level at that time. Usually free (listens without paying), paid (has a paid subscription); other values are kept as they come'

-- again: comment on column frontroom.songplays.song_id is 'What was played'

-- again: comment on column frontroom.songplays.artist_id is 'Who made it'

-- again: comment on column frontroom.songplays.session_id is 'Session the play belongs to'

-- again: comment on column frontroom.songplays.location is 'Where the listener was'

-- again: comment on column frontroom.songplays.user_agent is 'The listener''s browser'

-- again: comment on column frontroom.songplays.item_in_session is 'Number of the event in its session, from 0'

-- again: comment on column frontroom.songplays.length is 'Length of the song as the log gives it, in seconds'

-- again: comment on column frontroom.songplays.match_rule is 'How the song was found in the catalogue. Usually exact (title, artist and duration match), title_artist (title and artist match, the duration does not), inferred (the song is not in the catalogue); other values are kept as they come'

-- again: create table frontroom.page_events (

-- again: comment on table frontroom.page_events is 'one row per event that is not a play'

-- again: comment on column frontroom.page_events.page_event_id is 'Hash of the event''s identity: the same on every engine and after every rebuild'

-- again: comment on column frontroom.page_events.start_time is 'The second in which it happened, UTC'

-- again: comment on column frontroom.page_events.user_id is 'Who it was; null: nobody logged in'

-- again: comment on column frontroom.page_events.level is 'Membership level before the event took effect. Usually free (listens without paying), paid (has a paid subscription); other values are kept as they come'

-- again: comment on column frontroom.page_events.session_id is 'Session the event belongs to'

-- again: comment on column frontroom.page_events.item_in_session is 'Number of the event in its session, from 0'

-- again: comment on column frontroom.page_events.page is 'What the listener did. Usually Home (opened the start page), Login (asked to log in), Logout (logged out), Upgrade (looked at the paid offer), Downgrade (looked at leaving the paid offer), Submit Upgrade (upgraded to paid), Submit Downgrade (downgraded to free), Settings (opened the settings), Save Settings (saved the settings), Help (opened the help), About (opened the about page), Error (met an error page); other values are kept as they come'

-- again: comment on column frontroom.page_events.method is 'HTTP method'

-- again: comment on column frontroom.page_events.status is 'HTTP status'

-- again: comment on column frontroom.page_events.location is 'Where the listener was'

-- again: comment on column frontroom.page_events.user_agent is 'The listener''s browser'

-- again: create table frontroom.load_history (

-- again: comment on table frontroom.load_history is 'one row per published load (an etl or a withdraw)'

-- again: comment on column frontroom.load_history.load_id is 'Number of the load'

-- again: comment on column frontroom.load_history.started_at is 'When it began, UTC'

-- again: comment on column frontroom.load_history.published_at is 'When the front room showed it, UTC'

-- again: comment on column frontroom.load_history.files is 'Files it took in'

-- again: comment on column frontroom.load_history.rows_read is 'Rows of these files'

-- again: comment on column frontroom.load_history.rows_accepted is 'Of these, rows that counted as of this load'

-- again: comment on column frontroom.load_history.rows_duplicate is 'Of these, rows whose key another row won'

-- again: comment on column frontroom.load_history.rows_corrected is 'Of the duplicates, rows whose content the winner changed'

-- again: comment on column frontroom.load_history.rows_rejected is 'Of these, rejects'

-- again: comment on column frontroom.load_history.rows_repaired is 'Rows with repaired text'

-- again: comment on column frontroom.load_history.newest_event_at is 'Latest event in the warehouse as of this load, UTC, to the millisecond'

-- again: create or replace view frontroom.sessions as

-- again: comment on view frontroom.sessions is 'one row per session'

-- again: One row: what the front room says of itself. It changes with the transaction that changes the rows.

-- again: delete from frontroom.load_history

-- again: delete from frontroom.page_events

-- again: delete from frontroom.songplays

-- again: delete from frontroom.songs

-- again: delete from frontroom.artists

-- again: delete from frontroom.user_levels

-- again: delete from frontroom.users

-- again: delete from frontroom.time

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

-- again: insert into frontroom.time (start_time, hour, day, week, month, year, weekday, date, week_start)

-- again: insert into frontroom.users (user_id, first_name, last_name, gender, level, registered_at, first_seen_at, last_seen_at)

-- again: insert into frontroom.user_levels (user_id, stretch, level, valid_from, valid_to, is_current)

-- again: insert into frontroom.artists (artist_id, name, location, latitude, longitude, is_inferred)

-- again: insert into frontroom.songs (song_id, title, artist_id, year, duration, is_inferred)

-- again: insert into frontroom.songplays (songplay_id, start_time, user_id, level, song_id, artist_id, session_id, location, user_agent, item_in_session, length, match_rule)

-- again: insert into frontroom.page_events (page_event_id, start_time, user_id, level, session_id, item_in_session, page, method, status, location, user_agent)

-- again: insert into frontroom.load_history (load_id, started_at, published_at, files, rows_read, rows_accepted, rows_duplicate, rows_corrected, rows_rejected, rows_repaired, newest_event_at)

-- again: select warehouse_id, count(*) as rows

-- again: select load_id, count(*) as rows

-- again: with

-- again: select file_id, byte_offset, count(*) as rows

-- again: select file_id, byte_offset, count(*) as rows

-- again: select file_id, byte_offset, count(*) as rows

-- again: select start_time, count(*) as rows

-- again: with

-- again: with

-- again: select user_id, stretch, count(*) as rows

-- again: with

-- again: with

-- again: select songplay_id, count(*) as rows

-- again: select page_event_id, count(*) as rows

-- again: select load_id, count(*) as rows

-- again: Every accepted play is in songplays and every other accepted event in page_events, once, with its key and its session: as many of

-- again: For every taken file, rows read = rows in staging + rejects, and every stored reject is counted (R2).

-- again: A play's artist is its song's artist.

-- again: The catalogue songs in songs are exactly the accepted songs.

-- again: Of the rows staged from all taken files, those that are not duplicates are accepted, and every duplicate is a row in staging (R2, R3). Other

-- again: A listener's stretches are numbered from 1, begin when the listener was first seen, follow each other without a gap, change level each

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

-- again: The front room is about to show something else.

-- again: What the front room shows from now on. $1 warehouse, $2 model version, $3 load, $4 the keys of its tables

-- again: commit

-- again: One row per schema that was the front room once.

-- again: grant usage on schema frontroom to group sparkify_analysts

-- again: grant select on all tables in schema frontroom to group sparkify_analysts

-- again: alter default privileges in schema frontroom grant select on tables to group sparkify_analysts

-- again: One row per statement that revokes what every login may do in a database by default.

-- again: One row per statement that revokes what every login may do in a database by default.

-- again: comment on table backroom.loads is 'one row per load, published or not'

-- again: rollback


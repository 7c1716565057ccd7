-- again: One row: 1 when there is a lock and a list of who holds it, which is made last; else 0.

-- again: One row per session that holds the lock.

-- again: set statement_timeout to 2000

-- again: begin

-- again: Holds the warehouse until the transaction ends; waits for its present holder as long as a statement may take.

-- again: One row per session that a load has opened: those of the load that holds the warehouse, and of one that was killed before it.

-- again: One row per session of this login that there is now.

-- again: Sessions of earlier loads, which the holder of the warehouse has ended.

-- again: One row per session of this login that there is now.

-- again: A session of the load that holds the warehouse. $1 session, $2 when it began, $3 purpose, $4 process, $5 host, $6 now

-- again: set statement_timeout to 0

-- again: One row per table of the front room.

-- again: One row: what the front room shows, and the keys that its tables have.

-- again: One row if there is no group of analysts: the statement that creates it.

-- again: One row if there is no group of analysts: the statement that creates it.

-- again: One row per statement by which the analysts' login comes to be one of them, keeps no settings of its own, and makes no databases. An

-- again: One row per statement by which the analysts' login comes to be one of them, keeps no settings of its own, and makes no databases. An

-- again: select usesuper from pg_user where usename = $1

-- again: One row: 1 if the backroom exists, else 0.

-- again: One row: the warehouse's id, and the model version that wrote its backroom.

-- again: Marks killed loads as interrupted: this load holds the lock, so no other is running.

-- again: The load that is settled and not yet marked as published; no row if there is none.

-- again: One row: the last published load; null before the first.

-- again: One row per file in the ledger: the content that counts, then the one that does not count yet or never did; nulls if there is none.

-- again: One row: the ids of the next load and of the next file content.

-- again: Records the start of a load. $1 load, $2 kind, $3 now

-- again: begin

-- again: copy backroom.staging_songs (file_id, line, byte_offset, match_key, artist_id, artist_latitude, artist_location, artist_longitude, artist_name, duration, num_songs, song_id, title, year)

-- again: One row: how many rows the last COPY of this connection took in.

-- again: copy backroom.files (file_id, source, uri, state, size, version, content_hash, load_id, rows_read, rows_rejected, rows_repaired, error)

-- again: One row: how many rows the last COPY of this connection took in.

-- again: commit

-- again: begin

-- again: copy backroom.staging_events (file_id, line, byte_offset, event_key, match_key, artist, artist_raw, auth, first_name, gender, item_in_session, last_name, length, level, location, method, page, registration, session_id, song, song_raw, status, ts, user_agent, user_id)

-- again: One row: how many rows the last COPY of this connection took in.

copy backroom.files (file_id, source, uri, state, size, version, content_hash, load_id, rows_read, rows_rejected, rows_repaired, error)
from 's3://BUCKET/STAGE/sparkify-WAREHOUSE/LOAD/0004-files/manifest'
iam_role default
manifest format as csv gzip null as 'null-WORD' acceptinvchars compupdate off;

-- again: One row: how many rows the last COPY of this connection took in.

-- again: commit

-- again: One row: the counts of pending files, including those of killed loads.

-- again: One row: the counts of pending files, including those of killed loads.

-- again: One row: the counts of pending files, including those of killed loads.

-- again: One row per file whose pending content has fewer good rows than the one that it replaces.

-- again: begin

-- again: Lists contents that a newer one of the same file replaces.

-- again: delete from backroom.changed_events

-- again: delete from backroom.changed_songs

-- again: delete from backroom.changed_artist_names

-- again: One row: the number of rows that this load adds or removes, and the number of rows in taken files.

-- again: One row: the time of the latest event as of the last settled load.

-- again: One row: the times of the latest event that this load adds, and of the latest that it removes.

-- again: create temporary table moving_files as

-- again: create temporary table touched_keys as

-- again: create temporary table touched_rows as

-- again: create temporary table touched_ids as

-- again: create temporary table touched_songs as

-- again: create temporary table events_before as

-- again: create temporary table rekeys_before as

-- again: create temporary table songs_before as

-- again: create temporary table artist_names_before as

-- again: One row if any content is to be deleted from the backroom.

-- Deletes the staged events of discarded contents.
delete from backroom.staging_events
where file_id in (select file_id from backroom.discarded_files);

-- Deletes the staged songs of discarded contents.
delete from backroom.staging_songs
where file_id in (select file_id from backroom.discarded_files);

-- Deletes the rejects of discarded contents.
delete from backroom.rejects
where file_id in (select file_id from backroom.discarded_files);

-- Deletes the ledger entries of discarded contents.
delete from backroom.files
where file_id in (select file_id from backroom.discarded_files);

-- Empties the list of discarded contents.
delete from backroom.discarded_files;

-- again: Marks pending contents as taken by this load, so that they count. $1 load

-- again: Removes the touched events from the duplicates; the winners among them are chosen again.

-- again: Removes the touched songs from the duplicates; the winners among them are chosen again.

-- again: create temporary table repeated_keys as

-- again: create temporary table repeated_songs as

-- again: select 1 from repeated_keys limit 1

insert into backroom.duplicate_events (file_id, byte_offset, is_corrected)
-- One row per staged event that is not its key's winner (R3). Identities are compared by their columns, within the few repeated keys.
with
ranked as (
    select
        e.*,
        row_number() over (
            partition by e.session_id, e.item_in_session, e.user_id, e.ts
            order by f.uri desc, e.byte_offset desc
        ) as place
    from backroom.staging_events e
    join repeated_keys k on k.event_key = e.event_key
    join backroom.files f on f.file_id = e.file_id
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

-- again: Events that lost their hash to another identity before this load compete for it again: the winner depends on all identities (R11).

-- again: delete from backroom.event_rekeys

-- again: select 1 from repeated_keys limit 1

-- One row per event that counts and has the same key as another that counts; the key is still the hash of its identity (R11).
with
counting as (
    select e.*
    from backroom.staging_events e
    join repeated_keys k on k.event_key = e.event_key
    join backroom.files f on f.file_id = e.file_id and f.state = 'taken'
    left join backroom.duplicate_events d on d.file_id = e.file_id and d.byte_offset = e.byte_offset
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

-- again: Events whose key did not exist before this load.

-- again: Removes new keys from the keys to compare: events whose key already existed before this load remain.

-- again: create temporary table events_after as

-- again: Events whose key or content this load changed.

-- again: select 1 from touched_songs limit 1

create temporary table songs_after as
-- One row per touched song that counts now. Read before and after a load's contents are added and removed.
select
    s.song_id,
    s.match_key,
    s.title,
    s.artist_name,
    s.artist_id,
    s.artist_latitude,
    s.artist_location,
    s.artist_longitude,
    s.duration,
    s.num_songs,
    s.year
from backroom.accepted_songs s
join (select distinct song_id from touched_songs) t on t.song_id = s.song_id;

create temporary table artist_names_after as
-- One row per artist name of a touched song that refers to a catalogue artist now, and that artist (R7). Read before and after a load's
-- contents are added and removed. Names are compared by their hashes: texts that differ only in trailing blanks are equal here.
with
songs_per_name as (
    select
        md5(s.artist_name) as name_hash,
        min(s.artist_name) as artist_name,
        s.artist_id,
        count(*) as songs
    from backroom.accepted_songs s
    join (select distinct md5(artist_name) as name_hash from touched_songs) t on t.name_hash = md5(s.artist_name)
    group by md5(s.artist_name), s.artist_id
),

ranked as (
    select
        artist_name,
        artist_id,
        row_number() over (partition by name_hash order by songs desc, artist_id) as place
    from songs_per_name
)

select
    artist_name,
    artist_id
from ranked
where place = 1;

-- Both versions, before and after this load, of every song that it changed.
insert into backroom.changed_songs (song_id, match_key, title, artist_name, artist_id)
with
gone as (
    select * from songs_before
    except
    select * from songs_after
),

come as (
    select * from songs_after
    except
    select * from songs_before
)

select
    song_id,
    match_key,
    title,
    artist_name,
    artist_id
from gone
union all
select
    song_id,
    match_key,
    title,
    artist_name,
    artist_id
from come;

-- Artist names whose catalogue artist this load changed, added or removed. Compared by their hashes: texts that differ only in trailing
-- blanks are equal here.
insert into backroom.changed_artist_names (artist_name, artist_id)
select
    coalesce(b.artist_name, a.artist_name),
    b.artist_id
from artist_names_before b
full join artist_names_after a on md5(a.artist_name) = md5(b.artist_name)
where a.artist_id is null
or b.artist_id is null
or a.artist_id <> b.artist_id;

drop table artist_names_after;

drop table songs_after;

-- again: drop table events_after

-- again: drop table artist_names_before

-- again: drop table songs_before

-- again: drop table rekeys_before

-- again: drop table events_before

-- again: drop table touched_songs

-- again: drop table touched_ids

-- again: drop table touched_rows

-- again: drop table touched_keys

-- again: drop table moving_files

-- again: Records the counts of a load as of its publish (R2). $1 load, $2 now, $3 the latest event, $4 whether its changes are listed

-- again: commit

-- again: One row: the load published before this one; no row if this load's changes are not listed. $1 load

-- again: begin

-- again: One row per table of the front room.

-- again: One row: what the front room shows, and the keys that its tables have.

-- again: create temporary table songs_to_match_again as

-- again: create temporary table wanted_keys as

-- again: create temporary table leaving_songplays as

-- again: create temporary table leaving_page_events as

-- again: create temporary table arriving_events as

-- again: create temporary table arriving_songs as

-- again: create temporary table artist_songs as

-- again: create temporary table listeners_to_review as

-- again: create temporary table later_listeners as

-- again: create temporary table leaving_users as

-- again: create temporary table leaving_user_levels as

-- again: create temporary table reviewed_events as

-- again: create temporary table known_listeners as

-- again: create temporary table leaving_time as

-- again: create temporary table leaving_load_history as

-- again: create temporary table listener_events as

-- again: create temporary table listeners as

-- again: create temporary table played_songs as

-- again: create temporary table song_matches as

-- again: create temporary table inferred_songs as

-- again: create temporary table leaving_songs as

-- again: create temporary table leaving_artists as

-- again: delete from frontroom.songplays using leaving_songplays l where l.songplay_id = songplays.songplay_id

-- again: delete from frontroom.page_events using leaving_page_events l where l.page_event_id = page_events.page_event_id

-- again: create temporary table kept_songs as

-- again: create temporary table kept_artists as

-- again: create temporary table arriving_seconds as

-- again: delete from frontroom.time using leaving_time l where l.start_time = time.start_time

-- again: insert into frontroom.time (start_time, hour, day, week, month, year, weekday, date, week_start)

-- again: delete from frontroom.users using leaving_users l where l.user_id = users.user_id

-- again: insert into frontroom.users (user_id, first_name, last_name, gender, level, registered_at, first_seen_at, last_seen_at)

-- again: delete from frontroom.user_levels using leaving_user_levels l where l.user_id = user_levels.user_id and l.stretch = user_levels.stretch

-- again: insert into frontroom.user_levels (user_id, stretch, level, valid_from, valid_to, is_current)

-- again: delete from frontroom.artists using leaving_artists l where l.artist_id = artists.artist_id

-- again: insert into frontroom.artists (artist_id, name, location, latitude, longitude, is_inferred)

-- again: delete from frontroom.songs using leaving_songs l where l.song_id = songs.song_id

-- again: insert into frontroom.songs (song_id, title, artist_id, year, duration, is_inferred)

-- again: insert into frontroom.songplays (songplay_id, start_time, user_id, level, song_id, artist_id, session_id, location, user_agent, item_in_session, length, match_rule)

-- again: insert into frontroom.page_events (page_event_id, start_time, user_id, level, session_id, item_in_session, page, method, status, location, user_agent)

-- again: delete from frontroom.load_history using leaving_load_history l where l.load_id = load_history.load_id

-- again: insert into frontroom.load_history (load_id, started_at, published_at, files, rows_read, rows_accepted, rows_duplicate, rows_corrected, rows_rejected, rows_repaired, newest_event_at)

-- again: create temporary table checked_page_events as

-- again: create temporary table checked_songplays as

-- again: create temporary table checked_songs as

-- again: create temporary table checked_artists as

-- again: create temporary table checked_user_levels as

-- again: create temporary table checked_users as

-- again: create temporary table checked_time as

-- again: create temporary table new_files as

-- again: select start_time, count(*) as rows

-- again: with

-- again: with

-- again: select user_id, count(*) as rows

-- again: with

-- again: select user_id, stretch, count(*) as rows

-- again: select distinct c.user_id

-- again: select artist_id, count(*) as rows

-- again: with

-- again: select song_id, count(*) as rows

-- again: select distinct c.artist_id

-- again: with

-- again: select songplay_id, count(*) as rows

-- again: select distinct c.start_time

-- again: select distinct c.user_id

-- again: select distinct c.song_id

-- again: select distinct c.artist_id

-- again: select page_event_id, count(*) as rows

-- again: select distinct c.start_time

-- again: select distinct c.user_id

-- again: Every changed event that counts is in songplays if it is a play, otherwise in page_events, with its key and its session; one that does

-- again: Every inferred song that lost a play has another one, and every inferred artist that lost a song has another one (R7). Most artists have one

-- again: The artist of a rebuilt play is its song's artist.

-- again: Every changed song that counts is in songs, once, and one that does not count is not.

-- again: The stretches of a listener whose rows changed are numbered from 1, begin when the listener was first seen, follow each other without a

-- again: For every file of this load, rows read = rows in staging + rejects, and every stored reject is counted (R2).

-- again: songplays and page_events together have as many rows as events count in the ledger, and songs has as many catalogue songs as songs count

-- again: drop table new_files

-- again: drop table checked_time

-- again: drop table checked_users

-- again: drop table checked_user_levels

-- again: drop table checked_artists

-- again: drop table checked_songs

-- again: drop table checked_songplays

-- again: drop table checked_page_events

-- again: drop table arriving_seconds

-- again: drop table kept_artists

-- again: drop table kept_songs

-- again: drop table leaving_artists

-- again: drop table leaving_songs

-- again: drop table inferred_songs

-- again: drop table song_matches

-- again: drop table played_songs

-- again: drop table listeners

-- again: drop table listener_events

-- again: drop table leaving_load_history

-- again: drop table leaving_time

-- again: drop table known_listeners

-- again: drop table reviewed_events

-- again: drop table leaving_user_levels

-- again: drop table leaving_users

-- again: drop table later_listeners

-- again: drop table listeners_to_review

-- again: drop table artist_songs

-- again: drop table arriving_songs

-- again: drop table arriving_events

-- again: drop table leaving_page_events

-- again: drop table leaving_songplays

-- again: drop table wanted_keys

-- again: drop table songs_to_match_again

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

-- again: Marks a load as published: the front room shows it. $1 load

-- again: One row: the counts of a load. $1 load

-- again: One row per source: the number of files in a load and their rows. $1 load

-- again: One row: the last published load; null before the first.

-- again: select count(*) from frontroom.time

-- again: select count(*) from frontroom.users

-- again: select count(*) from frontroom.user_levels

-- again: select count(*) from frontroom.artists

-- again: select count(*) from frontroom.songs

-- again: select count(*) from frontroom.songplays

-- again: select count(*) from frontroom.page_events

-- again: select count(*) from frontroom.load_history

-- again: One row per table of the front room that holds rows: how it is stored on the cluster. Visible to superusers, and to users with select on svv_table_info.

-- again: rollback


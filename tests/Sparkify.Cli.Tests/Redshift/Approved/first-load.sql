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

-- One row: what the front room shows, and the keys that its tables have.
select
    warehouse_id,
    model_version,
    load_id,
    key_preset
from frontroom.publication;

-- again: One row if there is no group of analysts: the statement that creates it.

-- again: One row if there is no group of analysts: the statement that creates it.

-- again: One row per statement by which the analysts' login comes to be one of them, keeps no settings of its own, and makes no databases. An

-- again: One row per statement by which the analysts' login comes to be one of them, keeps no settings of its own, and makes no databases. An

-- again: select usesuper from pg_user where usename = $1

-- again: One row: 1 if the backroom exists, else 0.

-- again: One row: the warehouse's id, and the model version that wrote its backroom.

-- Marks killed loads as interrupted: this load holds the lock, so no other is running.
update backroom.loads
set state = 'interrupted', message = 'The process ended before the load was complete. A later load continues from there.'
where state = 'running';

-- The load that is settled and not yet marked as published; no row if there is none.
select load_id
from backroom.loads
where state = 'settled';

-- again: One row: the last published load; null before the first.

-- One row per file in the ledger: the content that counts, then the one that does not count yet or never did; nulls if there is none.
select
    coalesce(c.uri, a.uri) as uri,
    c.file_id,
    c.state,
    c.size,
    c.version,
    c.content_hash,
    c.load_id,
    c.rows_read,
    a.file_id as attempt_file_id,
    a.state as attempt_state,
    a.size as attempt_size,
    a.version as attempt_version,
    a.content_hash as attempt_content_hash,
    a.load_id as attempt_load_id,
    a.rows_read as attempt_rows_read
from (select * from backroom.files where state in ('taken', 'withdrawn')) as c
full join (select * from backroom.files where state in ('pending', 'refused', 'failed')) as a on a.uri = c.uri;

-- One row: the ids of the next load and of the next file content.
select
    (select coalesce(max(load_id), 0) + 1 from backroom.loads) as load_id,
    (select coalesce(max(file_id), 0) + 1 from backroom.files) as file_id;

-- Records the start of a load. $1 load, $2 kind, $3 now
insert into backroom.loads
    (load_id, kind, state, started_at, files, rows_read, rows_accepted, rows_duplicate, rows_corrected, rows_rejected, rows_repaired)
values ($1, $2, 'running', $3, 0, 0, 0, 0, 0, 0, 0);

-- again: begin

copy backroom.staging_songs (file_id, line, byte_offset, match_key, artist_id, artist_latitude, artist_location, artist_longitude, artist_name, duration, num_songs, song_id, title, year)
from 's3://BUCKET/STAGE/sparkify-WAREHOUSE/LOAD/0001-staging_songs/manifest'
iam_role default
manifest format as csv gzip null as 'null-WORD' acceptinvchars compupdate off;

-- One row: how many rows the last COPY of this connection took in.
select pg_last_copy_count() as copied_rows;

copy backroom.files (file_id, source, uri, state, size, version, content_hash, load_id, rows_read, rows_rejected, rows_repaired, error)
from 's3://BUCKET/STAGE/sparkify-WAREHOUSE/LOAD/0002-files/manifest'
iam_role default
manifest format as csv gzip null as 'null-WORD' acceptinvchars compupdate off;

-- again: One row: how many rows the last COPY of this connection took in.

-- again: commit

-- again: begin

copy backroom.staging_events (file_id, line, byte_offset, event_key, match_key, artist, artist_raw, auth, first_name, gender, item_in_session, last_name, length, level, location, method, page, registration, session_id, song, song_raw, status, ts, user_agent, user_id)
from 's3://BUCKET/STAGE/sparkify-WAREHOUSE/LOAD/0003-staging_events/manifest'
iam_role default
manifest format as csv gzip null as 'null-WORD' acceptinvchars compupdate off;

-- again: One row: how many rows the last COPY of this connection took in.

copy backroom.rejects (file_id, line, byte_offset, field, reason, found, expected, "raw")
from 's3://BUCKET/STAGE/sparkify-WAREHOUSE/LOAD/0004-rejects/manifest'
iam_role default
manifest format as csv gzip null as 'null-WORD' acceptinvchars compupdate off;

-- again: One row: how many rows the last COPY of this connection took in.

copy backroom.files (file_id, source, uri, state, size, version, content_hash, load_id, rows_read, rows_rejected, rows_repaired, error)
from 's3://BUCKET/STAGE/sparkify-WAREHOUSE/LOAD/0005-files/manifest'
iam_role default
manifest format as csv gzip null as 'null-WORD' acceptinvchars compupdate off;

-- again: One row: how many rows the last COPY of this connection took in.

-- again: commit

-- One row: the counts of pending files, including those of killed loads.
select
    count(*) as files,
    coalesce(sum(rows_read), 0) as rows_read,
    coalesce(sum(rows_rejected), 0) as rows_rejected
from backroom.files
where state = 'pending';

-- again: One row: the counts of pending files, including those of killed loads.

-- again: One row: the counts of pending files, including those of killed loads.

-- One row per file whose pending content has fewer good rows than the one that it replaces.
select
    c.source,
    c.uri,
    c.rows_read - c.rows_rejected as rows_before,
    p.rows_read - p.rows_rejected as rows_after
from backroom.files as p
join backroom.files as c on c.uri = p.uri
where
    p.state = 'pending'
    and c.state = 'taken'
    and p.rows_read - p.rows_rejected < c.rows_read - c.rows_rejected;

-- again: begin

-- Lists contents that a newer one of the same file replaces.
insert into backroom.discarded_files
select earlier.file_id
from backroom.files as earlier
inner join backroom.files as pending on earlier.uri = pending.uri
where earlier.state in ('taken', 'withdrawn') and pending.state = 'pending';

delete from backroom.changed_events;

delete from backroom.changed_songs;

delete from backroom.changed_artist_names;

-- One row: the number of rows that this load adds or removes, and the number of rows in taken files.
select
    (
        select coalesce(sum(f.rows_read), 0)
        from backroom.files f
        left join backroom.discarded_files d on d.file_id = f.file_id
        where f.state = 'pending'
        or d.file_id is not null
    ) as rows_moving,
    (
        select coalesce(sum(rows_read), 0)
        from backroom.files
        where state = 'taken'
    ) as rows_taken;

-- One row if any content is to be deleted from the backroom.
select 1
from backroom.discarded_files
limit 1;

-- Marks pending contents as taken by this load, so that they count. $1 load
update backroom.files
set state = 'taken', load_id = $1
where state = 'pending';

delete from backroom.duplicate_events;

delete from backroom.duplicate_songs;

create temporary table repeated_keys as
-- One row per event key that several staged events have: only these can be duplicates (R3) or need another key (R11).
select
    event_key
from backroom.staging_events
group by event_key
having count(*) > 1;

create temporary table repeated_songs as
-- One row per song_id that several staged songs have: only these can be duplicates (R3).
select
    song_id
from backroom.staging_songs
group by song_id
having count(*) > 1;

select 1 from repeated_keys limit 1;

select 1 from repeated_songs limit 1;

delete from backroom.event_rekeys;

-- again: select 1 from repeated_keys limit 1

drop table repeated_songs;

drop table repeated_keys;

-- One row: the time of the latest event that counts.
select max(ts) as newest_event_at
from backroom.accepted_events;

-- Records the counts of a load as of its publish (R2). $1 load, $2 now, $3 the latest event, $4 whether its changes are listed
update backroom.loads
set
    state = 'settled',
    published_at = $2,
    files = account.files,
    rows_read = account.rows_read,
    rows_accepted = account.rows_read - account.rows_rejected - account.rows_duplicate,
    rows_duplicate = account.rows_duplicate,
    rows_corrected = account.rows_corrected,
    rows_rejected = account.rows_rejected,
    rows_repaired = account.rows_repaired,
    newest_event_at = $3,
    has_changes = $4
from (
    select
        l.load_id,
        count(f.file_id) as files,
        coalesce(sum(f.rows_read), 0) as rows_read,
        coalesce(sum(f.rows_rejected), 0) as rows_rejected,
        coalesce(sum(f.rows_repaired), 0) as rows_repaired,
        coalesce(sum(d.rows_duplicate), 0) as rows_duplicate,
        coalesce(sum(d.rows_corrected), 0) as rows_corrected
    from backroom.loads as l
    left join backroom.files as f on l.load_id = f.load_id and f.state = 'taken'
    left join (
        select
            file_id,
            count(*) as rows_duplicate,
            sum(case when is_corrected then 1 else 0 end) as rows_corrected
        from (
            select file_id, is_corrected from backroom.duplicate_events
            union all
            select file_id, is_corrected from backroom.duplicate_songs
        ) as duplicates
        group by file_id
    ) as d on f.file_id = d.file_id
    where l.load_id = $1
    group by l.load_id
) as account
where loads.load_id = account.load_id;

-- again: commit

-- One row: the load published before this one; no row if this load's changes are not listed. $1 load
select max(earlier.load_id) as load_id
from backroom.loads as this
inner join backroom.loads as earlier on earlier.load_id < this.load_id
where this.load_id = $1 and this.has_changes and earlier.state = 'published'
having max(earlier.load_id) is not null;

-- again: begin

-- again: One row per table of the front room.

-- again: One row: what the front room shows, and the keys that its tables have.

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

analyze backroom.warehouse;

analyze backroom.loads;

analyze backroom.files;

analyze backroom.discarded_files;

analyze backroom.rejects;

analyze backroom.staging_events;

analyze backroom.staging_songs;

analyze backroom.duplicate_events;

analyze backroom.duplicate_songs;

analyze backroom.event_rekeys;

analyze backroom.changed_events;

analyze backroom.changed_songs;

analyze backroom.changed_artist_names;

analyze frontroom.time;

analyze frontroom.users;

analyze frontroom.user_levels;

analyze frontroom.artists;

analyze frontroom.songs;

analyze frontroom.songplays;

analyze frontroom.page_events;

analyze frontroom.load_history;

-- again: comment on table backroom.loads is 'one row per load, published or not'

-- Marks a load as published: the front room shows it. $1 load
update backroom.loads
set state = 'published'
where load_id = $1;

-- One row: the counts of a load. $1 load
select
    files,
    rows_read,
    rows_accepted,
    rows_duplicate,
    rows_corrected,
    rows_rejected,
    rows_repaired
from backroom.loads
where load_id = $1;

-- One row per source: the number of files in a load and their rows. $1 load
select
    source,
    count(*) as files,
    coalesce(sum(rows_read), 0) as rows_read,
    coalesce(sum(rows_rejected), 0) as rows_rejected
from backroom.files
where load_id = $1 and state = 'taken'
group by source;

-- again: One row: the last published load; null before the first.

select count(*) from frontroom.time;

select count(*) from frontroom.users;

select count(*) from frontroom.user_levels;

select count(*) from frontroom.artists;

select count(*) from frontroom.songs;

select count(*) from frontroom.songplays;

select count(*) from frontroom.page_events;

select count(*) from frontroom.load_history;

-- One row per table of the front room that holds rows: how it is stored on the cluster. Visible to superusers, and to users with select on svv_table_info.
select
    "table" as table_name,
    diststyle as distribution,
    sortkey1 as sort_key,
    cast(tbl_rows as bigint) as row_count,
    cast(size as bigint) as blocks,
    cast(skew_rows as double precision) as max_over_min,
    cast(unsorted as double precision) as unsorted_percent,
    cast(stats_off as double precision) as stale_statistics_percent
from svv_table_info
where "schema" = 'frontroom'
order by "table";

-- again: rollback


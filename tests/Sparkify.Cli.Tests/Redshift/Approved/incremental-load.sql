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

copy backroom.staging_events (file_id, line, byte_offset, event_key, match_key, artist, artist_raw, auth, first_name, gender, item_in_session, last_name, length, level, location, method, page, registration, session_id, song, song_raw, status, ts, user_agent, user_id)
from 's3://BUCKET/STAGE/sparkify-WAREHOUSE/LOAD/0001-staging_events/manifest'
iam_role default
manifest format as csv gzip null as 'null-WORD' acceptinvchars compupdate off;

-- again: One row: how many rows the last COPY of this connection took in.

-- again: copy backroom.files (file_id, source, uri, state, size, version, content_hash, load_id, rows_read, rows_rejected, rows_repaired, error)

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

-- One row: the time of the latest event as of the last settled load.
select max(newest_event_at) as newest_event_at
from backroom.loads
where load_id = (select max(load_id) from backroom.loads where published_at is not null);

-- One row: the times of the latest event that this load adds, and of the latest that it removes.
select
    (
        select max(e.ts)
        from backroom.staging_events e
        join (select file_id from backroom.files where state = 'pending' and source = 'events') p on p.file_id = e.file_id
    ) as arriving,
    (
        select max(e.ts)
        from backroom.staging_events e
        join backroom.discarded_files d on d.file_id = e.file_id
    ) as leaving;

create temporary table moving_files as
-- One row per content of a file that this load adds or removes.
select file_id
from backroom.files
where state = 'pending'
or file_id in (select file_id from backroom.discarded_files);

create temporary table touched_keys as
-- One row per hash of an event that this load adds or removes.
select distinct e.event_key
from backroom.staging_events e
join moving_files m on m.file_id = e.file_id;

create temporary table touched_rows as
-- One row per staged event with the same hash as an event that this load adds or removes: only these can become or stop being winners (R3).
select
    e.file_id,
    e.byte_offset,
    e.event_key
from backroom.staging_events e
join touched_keys t on t.event_key = e.event_key;

create temporary table touched_ids as
-- One row per id of a song that this load adds or removes.
select distinct s.song_id
from backroom.staging_songs s
join moving_files m on m.file_id = s.file_id;

create temporary table touched_songs as
-- One row per staged song with the same id as a song that this load adds or removes: only these can become or stop being winners (R3).
select
    s.file_id,
    s.byte_offset,
    s.song_id,
    s.artist_name
from backroom.staging_songs s
join touched_ids t on t.song_id = s.song_id;

create temporary table events_before as
-- One row per touched event that counts now, with its key and its typed columns. Read before and after a load's contents are added and removed.
select
    coalesce(k.event_key, e.event_key) as event_key,
    e.event_key as hash_key,
    e.artist,
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
    e.status,
    e.ts,
    e.user_agent,
    e.user_id
from backroom.staging_events e
join (
    select
        r.event_key,
        r.file_id,
        r.byte_offset
    from touched_rows r
    join backroom.files f on f.file_id = r.file_id and f.state = 'taken'
) t on t.event_key = e.event_key and t.file_id = e.file_id and t.byte_offset = e.byte_offset
left join backroom.duplicate_events d on d.file_id = e.file_id and d.byte_offset = e.byte_offset
left join backroom.event_rekeys k on k.file_id = e.file_id and k.byte_offset = e.byte_offset
where d.file_id is null;

create temporary table rekeys_before as
-- One row per event whose hash another identity has, as of now.
select
    file_id,
    byte_offset,
    hash_key,
    event_key
from backroom.event_rekeys;

create temporary table songs_before as
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

create temporary table artist_names_before as
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

-- again: One row if any content is to be deleted from the backroom.

-- again: Marks pending contents as taken by this load, so that they count. $1 load

-- Removes the touched events from the duplicates; the winners among them are chosen again.
delete from backroom.duplicate_events
using touched_rows t
where t.file_id = duplicate_events.file_id
and t.byte_offset = duplicate_events.byte_offset;

-- Removes the touched songs from the duplicates; the winners among them are chosen again.
delete from backroom.duplicate_songs
using touched_songs t
where t.file_id = duplicate_songs.file_id
and t.byte_offset = duplicate_songs.byte_offset;

create temporary table repeated_keys as
-- One row per event key that several touched events of taken files have: only these can be duplicates (R3) or need another key (R11).
select t.event_key
from touched_rows t
join backroom.files f on f.file_id = t.file_id and f.state = 'taken'
group by t.event_key
having count(*) > 1;

create temporary table repeated_songs as
-- One row per song_id that several touched songs of taken files have: only these can be duplicates (R3).
select t.song_id
from touched_songs t
join backroom.files f on f.file_id = t.file_id and f.state = 'taken'
group by t.song_id
having count(*) > 1;

-- again: select 1 from repeated_keys limit 1

-- again: select 1 from repeated_songs limit 1

-- Events that lost their hash to another identity before this load compete for it again: the winner depends on all identities (R11).
insert into repeated_keys
select distinct hash_key
from rekeys_before
where hash_key not in (select event_key from repeated_keys);

-- again: delete from backroom.event_rekeys

-- again: select 1 from repeated_keys limit 1

-- again: drop table repeated_songs

-- again: drop table repeated_keys

-- Events whose key did not exist before this load.
insert into backroom.changed_events (event_key, hash_key)
select distinct
    t.event_key,
    t.event_key
from touched_rows t
join backroom.files f on f.file_id = t.file_id and f.state = 'taken'
left join events_before b on b.hash_key = t.event_key
where b.hash_key is null;

-- Removes new keys from the keys to compare: events whose key already existed before this load remain.
delete from touched_rows
where event_key not in (select hash_key from events_before);

create temporary table events_after as
-- One row per touched event that counts now, with its key and its typed columns. Read before and after a load's contents are added and removed.
select
    coalesce(k.event_key, e.event_key) as event_key,
    e.event_key as hash_key,
    e.artist,
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
    e.status,
    e.ts,
    e.user_agent,
    e.user_id
from backroom.staging_events e
join (
    select
        r.event_key,
        r.file_id,
        r.byte_offset
    from touched_rows r
    join backroom.files f on f.file_id = r.file_id and f.state = 'taken'
) t on t.event_key = e.event_key and t.file_id = e.file_id and t.byte_offset = e.byte_offset
left join backroom.duplicate_events d on d.file_id = e.file_id and d.byte_offset = e.byte_offset
left join backroom.event_rekeys k on k.file_id = e.file_id and k.byte_offset = e.byte_offset
where d.file_id is null;

-- Events whose key or content this load changed.
insert into backroom.changed_events (event_key, hash_key)
with
gone as (
    select * from events_before
    except
    select * from events_after
),

come as (
    select * from events_after
    except
    select * from events_before
),

rekeys_gone as (
    select * from rekeys_before
    except
    select * from backroom.event_rekeys
),

rekeys_come as (
    select * from backroom.event_rekeys
    except
    select * from rekeys_before
)

select
    event_key,
    hash_key
from gone
union
select
    event_key,
    hash_key
from come
union
select
    event_key,
    hash_key
from rekeys_gone
union
select
    event_key,
    hash_key
from rekeys_come;

select 1 from touched_songs limit 1;

drop table events_after;

drop table artist_names_before;

drop table songs_before;

drop table rekeys_before;

drop table events_before;

drop table touched_songs;

drop table touched_ids;

drop table touched_rows;

drop table touched_keys;

drop table moving_files;

-- again: Records the counts of a load as of its publish (R2). $1 load, $2 now, $3 the latest event, $4 whether its changes are listed

-- again: commit

-- again: One row: the load published before this one; no row if this load's changes are not listed. $1 load

-- again: begin

-- again: One row per table of the front room.

-- again: One row: what the front room shows, and the keys that its tables have.

create temporary table songs_to_match_again as
-- One row per song in the front room whose plays may match another song, or get another artist, because the catalogue changed (R7): changed
-- songs, songs with the same name as one of them, songs inferred from such a name, and inferred songs whose artist name now refers to
-- another artist.
with
candidates as (
    select song_id
    from backroom.changed_songs
    union
    select s.song_id
    from backroom.accepted_songs s
    join (select distinct match_key from backroom.changed_songs) c on c.match_key = s.match_key
    union
    select 'inferred:' || md5(md5(title) || md5(artist_name))
    from backroom.changed_songs
)

select s.song_id
from frontroom.songs s
join candidates c on c.song_id = s.song_id
union
select s.song_id
from frontroom.songs s
join (
    select distinct coalesce(artist_id, 'inferred:' || md5(artist_name)) as artist_id
    from backroom.changed_artist_names
) n on n.artist_id = s.artist_id
where s.is_inferred;

create temporary table wanted_keys as
-- One row per key of an event whose front-room row is rebuilt: changed events, and plays whose song is matched again.
with
wanted as (
    select
        event_key,
        hash_key,
        1 as is_changed
    from backroom.changed_events
    union all
    select
        p.songplay_id,
        coalesce(k.hash_key, p.songplay_id),
        0
    from frontroom.songplays p
    join songs_to_match_again m on m.song_id = p.song_id
    left join backroom.event_rekeys k on k.event_key = p.songplay_id
)

select
    event_key,
    hash_key,
    max(is_changed) = 1 as is_changed
from wanted
group by event_key, hash_key;

create temporary table leaving_songplays as
-- One row per play in the front room that is rebuilt or deleted.
select
    p.songplay_id,
    p.start_time,
    p.user_id,
    p.song_id,
    p.artist_id,
    p.match_rule,
    w.is_changed
from frontroom.songplays p
join (
    select
        event_key,
        max(case when is_changed then 1 else 0 end) = 1 as is_changed
    from wanted_keys
    group by event_key
) w on w.event_key = p.songplay_id;

create temporary table leaving_page_events as
-- One row per page event in the front room that is rebuilt or deleted.
select
    p.page_event_id,
    p.start_time,
    p.user_id
from frontroom.page_events p
join (select distinct event_key from wanted_keys) w on w.event_key = p.page_event_id;

create temporary table arriving_events as
-- One row per event to build from: changed events that count, and plays whose song is matched again.
select
    w.event_key,
    e.match_key,
    e.artist,
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
    e.status,
    e.ts,
    e.user_agent,
    e.user_id,
    w.is_changed
from backroom.staging_events e
join wanted_keys w on w.hash_key = e.event_key
join backroom.files f on f.file_id = e.file_id and f.state = 'taken'
left join backroom.duplicate_events d on d.file_id = e.file_id and d.byte_offset = e.byte_offset
left join backroom.event_rekeys k on k.file_id = e.file_id and k.byte_offset = e.byte_offset
where d.file_id is null
and w.event_key = coalesce(k.event_key, e.event_key);

create temporary table arriving_songs as
-- One row per catalogue song to build from: changed songs that count.
select s.*
from backroom.accepted_songs s
join (select distinct song_id from backroom.changed_songs) c on c.song_id = s.song_id;

create temporary table artist_songs as
-- One row per catalogue song of the artists to build: those with a changed song.
select s.*
from backroom.accepted_songs s
join (select distinct artist_id from backroom.changed_songs) c on c.artist_id = s.artist_id;

create temporary table listeners_to_review as
-- One row per listener whose past changed, so that all events must be read again (R8): an event was deleted or corrected, or an added event
-- is not later than all others and is outside a stretch of its own level, or has another registration.
with
not_later as (
    select
        e.user_id,
        e.ts,
        e.level,
        e.registration,
        u.last_seen_at,
        u.registered_at
    from arriving_events e
    join frontroom.users u on u.user_id = e.user_id
    where e.is_changed
    and e.ts <= u.last_seen_at
)

select user_id
from leaving_songplays
where is_changed
union
select user_id
from leaving_page_events
where user_id is not null
union
select n.user_id
from not_later n
left join frontroom.user_levels l
    on l.user_id = n.user_id
    and l.level = n.level
    and l.valid_from < n.ts
    and (l.valid_to is null or n.ts < l.valid_to)
where l.user_id is null
or n.ts = n.last_seen_at
or (n.registration is not null and (n.registered_at is null or n.registration <> n.registered_at));

create temporary table later_listeners as
-- One row per listener whose added events are all later than those in the front room, and whose past did not change (R8), with the time when
-- the front room last saw the listener; null if never.
select
    e.user_id,
    max(u.last_seen_at) as last_seen_at
from arriving_events e
left join frontroom.users u on u.user_id = e.user_id
left join listeners_to_review r on r.user_id = e.user_id
where e.is_changed
and e.user_id is not null
and r.user_id is null
and (u.user_id is null or e.ts > u.last_seen_at)
group by e.user_id;

create temporary table leaving_users as
-- One row per listener whose rows are rebuilt, from all events or from what the front room knows.
select
    user_id,
    true as is_reviewed
from listeners_to_review
union all
select
    user_id,
    false
from later_listeners;

create temporary table leaving_user_levels as
-- One row per stretch that is rebuilt or deleted: all stretches of a listener whose past changed, otherwise the current one.
select
    l.user_id,
    l.stretch
from frontroom.user_levels l
join leaving_users u on u.user_id = l.user_id and (u.is_reviewed or l.is_current);

create temporary table reviewed_events as
-- One row per event of a listener whose past changed.
select
    e.user_id,
    e.ts,
    e.session_id,
    e.item_in_session,
    e.first_name,
    e.last_name,
    e.gender,
    e.level,
    e.registration
from backroom.staging_events e
join listeners_to_review r on r.user_id = e.user_id
join backroom.files f on f.file_id = e.file_id and f.state = 'taken'
left join backroom.duplicate_events d on d.file_id = e.file_id and d.byte_offset = e.byte_offset
where d.file_id is null;

create temporary table known_listeners as
-- One row per listener in the front room who gets only later events: as last seen, since when on that level, and the number of stretches.
select
    u.user_id,
    u.last_seen_at,
    u.first_name,
    u.last_name,
    u.gender,
    u.level,
    u.registered_at,
    u.first_seen_at,
    l.valid_from as level_since,
    l.stretch - 1 as stretches_before
from frontroom.users u
join later_listeners e on e.user_id = u.user_id
join frontroom.user_levels l on l.user_id = u.user_id and l.is_current;

create temporary table leaving_time as
-- One row per second in which events are added or deleted.
select date_trunc('second', ts) as start_time
from arriving_events
where is_changed
union
select start_time
from leaving_songplays
where is_changed
union
select start_time
from leaving_page_events;

create temporary table leaving_load_history as
-- One row per load in the front room: there are few, so the whole history is rebuilt.
select load_id
from frontroom.load_history;

create temporary table listener_events as
-- One row per event of the listeners to build. For those whose past changed, all their events. For the others, one row that stands for what
-- the front room knows (when last seen, and since when on that level), followed by the later events.
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
from reviewed_events
union all
select
    e.user_id,
    e.ts,
    e.session_id,
    e.item_in_session,
    e.first_name,
    e.last_name,
    e.gender,
    e.level,
    e.registration,
    e.ts,
    e.ts,
    0
from arriving_events e
join later_listeners l on l.user_id = e.user_id
where e.is_changed
and (l.last_seen_at is null or e.ts > l.last_seen_at)
union all
select
    user_id,
    last_seen_at,
    -1,
    -1,
    first_name,
    last_name,
    gender,
    level,
    registered_at,
    first_seen_at,
    level_since,
    stretches_before
from known_listeners;

-- again: create temporary table listeners as

-- again: create temporary table played_songs as

-- again: create temporary table song_matches as

create temporary table inferred_songs as
-- One row per inferred song that gains or loses a play.
select song_id
from song_matches
where match_rule = 'inferred'
union
select song_id
from leaving_songplays
where match_rule = 'inferred';

create temporary table leaving_songs as
-- One row per song that is rebuilt or deleted.
select song_id
from inferred_songs
union
select song_id
from backroom.changed_songs;

create temporary table leaving_artists as
-- One row per artist whose row is rebuilt or deleted: those with a changed catalogue song, and inferred ones that gain or lose a
-- play.
select artist_id
from song_matches
where is_artist_inferred
union
select a.artist_id
from frontroom.artists a
join (select distinct artist_id from leaving_songplays) l on l.artist_id = a.artist_id
where a.is_inferred
union
select artist_id
from backroom.changed_songs;

delete from frontroom.songplays using leaving_songplays l where l.songplay_id = songplays.songplay_id;

delete from frontroom.page_events using leaving_page_events l where l.page_event_id = page_events.page_event_id;

create temporary table kept_songs as
-- One row per inferred song that gains or loses a play and still has other plays, with the values from those. The front room no longer has
-- the deleted plays, and does not have the added ones yet. The names of a song that only gains plays are read from these: they are the same.
with
remaining as (
    select
        p.song_id,
        min(p.length) as duration
    from frontroom.songplays p
    join (select distinct song_id from leaving_songplays where match_rule = 'inferred') l on l.song_id = p.song_id
    group by p.song_id
),

gaining as (
    select
        m.song_id,
        min(m.song) as title,
        min(m.artist_id) as artist_id
    from song_matches m
    left join (select distinct song_id from leaving_songplays) l on l.song_id = m.song_id
    where m.match_rule = 'inferred'
    and l.song_id is null
    group by m.song_id
)

select
    s.song_id,
    s.title,
    s.artist_id,
    r.duration
from frontroom.songs s
join remaining r on r.song_id = s.song_id
where s.is_inferred
union all
select
    g.song_id,
    g.title,
    g.artist_id,
    s.duration
from frontroom.songs s
join gaining g on g.song_id = s.song_id
where s.is_inferred;

create temporary table kept_artists as
-- One row per inferred artist that is deleted because it may have lost a song, gains no play, and still has another song. One that gains a play
-- is built from its plays.
with
leaving as (
    select
        a.artist_id,
        a.name
    from frontroom.artists a
    join leaving_artists t on t.artist_id = a.artist_id
    left join (select distinct artist_id from song_matches where is_artist_inferred) m on m.artist_id = a.artist_id
    where a.is_inferred
    and m.artist_id is null
)

select
    l.artist_id,
    l.name
from leaving l
join kept_songs k on k.artist_id = l.artist_id
union
select
    l.artist_id,
    l.name
from frontroom.songs s
join leaving l on l.artist_id = s.artist_id
left join leaving_songs g on g.song_id = s.song_id
where g.song_id is null;

create temporary table arriving_seconds as
-- One row per second to build: of the seconds in which events are added or deleted, those that have an added or a remaining event. The
-- front room no longer has the deleted events, and does not have the added ones yet. Correlated subqueries cannot be joined by OR here.
with
left_behind as (
    select start_time
    from leaving_songplays
    where is_changed
    union
    select start_time
    from leaving_page_events
)

select l.start_time
from leaving_time l
join (select distinct date_trunc('second', ts) as start_time from arriving_events) a on a.start_time = l.start_time
union
select l.start_time
from left_behind l
join frontroom.songplays p on p.start_time = l.start_time
union
select l.start_time
from left_behind l
join frontroom.page_events p on p.start_time = l.start_time;

delete from frontroom.time using leaving_time l where l.start_time = time.start_time;

-- again: insert into frontroom.time (start_time, hour, day, week, month, year, weekday, date, week_start)

delete from frontroom.users using leaving_users l where l.user_id = users.user_id;

-- again: insert into frontroom.users (user_id, first_name, last_name, gender, level, registered_at, first_seen_at, last_seen_at)

delete from frontroom.user_levels using leaving_user_levels l where l.user_id = user_levels.user_id and l.stretch = user_levels.stretch;

-- again: insert into frontroom.user_levels (user_id, stretch, level, valid_from, valid_to, is_current)

delete from frontroom.artists using leaving_artists l where l.artist_id = artists.artist_id;

-- again: insert into frontroom.artists (artist_id, name, location, latitude, longitude, is_inferred)

delete from frontroom.songs using leaving_songs l where l.song_id = songs.song_id;

-- again: insert into frontroom.songs (song_id, title, artist_id, year, duration, is_inferred)

-- again: insert into frontroom.songplays (songplay_id, start_time, user_id, level, song_id, artist_id, session_id, location, user_agent, item_in_session, length, match_rule)

-- again: insert into frontroom.page_events (page_event_id, start_time, user_id, level, session_id, item_in_session, page, method, status, location, user_agent)

delete from frontroom.load_history using leaving_load_history l where l.load_id = load_history.load_id;

-- again: insert into frontroom.load_history (load_id, started_at, published_at, files, rows_read, rows_accepted, rows_duplicate, rows_corrected, rows_rejected, rows_repaired, newest_event_at)

create temporary table checked_page_events as
with
wanted as (
    select distinct event_key as page_event_id from wanted_keys
)

select t.page_event_id, t.start_time, t.user_id, t.session_id, t.item_in_session, t.status
from frontroom.page_events t
join wanted w on w.page_event_id = t.page_event_id;

create temporary table checked_songplays as
with
wanted as (
    select distinct event_key as songplay_id from wanted_keys
)

select t.songplay_id, t.start_time, t.user_id, t.song_id, t.artist_id, t.session_id, t.item_in_session, t.length
from frontroom.songplays t
join wanted w on w.songplay_id = t.songplay_id;

create temporary table checked_songs as
with
wanted as (
    select distinct song_id from leaving_songs
    union
    select song_id from checked_songplays
)

select t.song_id, t.artist_id, t.year, t.duration, t.is_inferred
from frontroom.songs t
join wanted w on w.song_id = t.song_id;

create temporary table checked_artists as
with
wanted as (
    select distinct artist_id from leaving_artists
    union
    select artist_id from checked_songs
    union
    select artist_id from checked_songplays
)

select t.artist_id, t.latitude, t.longitude, t.is_inferred
from frontroom.artists t
join wanted w on w.artist_id = t.artist_id;

create temporary table checked_user_levels as
with
wanted as (
    select distinct user_id from leaving_users
)

select t.user_id, t.stretch, t.valid_from, t.valid_to, t.is_current
from frontroom.user_levels t
join wanted w on w.user_id = t.user_id;

create temporary table checked_users as
with
wanted as (
    select distinct user_id from leaving_users
    union
    select user_id from checked_user_levels
    union
    select user_id from checked_songplays
    union
    select user_id from checked_page_events
)

select t.user_id, t.registered_at, t.first_seen_at, t.last_seen_at
from frontroom.users t
join wanted w on w.user_id = t.user_id;

create temporary table checked_time as
with
wanted as (
    select distinct start_time from leaving_time
    union
    select start_time from checked_songplays
    union
    select start_time from checked_page_events
)

select t.start_time, t.hour, t.day, t.week, t.month, t.year, t.weekday, t.date, t.week_start
from frontroom.time t
join wanted w on w.start_time = t.start_time;

create temporary table new_files as
-- One row per file of this load.
select
    file_id,
    uri,
    rows_read,
    rows_rejected
from backroom.files
where state = 'taken'
and load_id = (select max(load_id) from backroom.loads where published_at is not null);

select start_time, count(*) as rows
from checked_time
group by start_time
having count(*) > 1
limit 5;

with
touched as (
    select distinct start_time from leaving_time
),

missing as (
    select distinct t.start_time
    from touched t
    left join checked_time c on c.start_time = t.start_time
    where c.start_time is null
)

select
    'songplays.start_time' as pointer,
    m.start_time
from frontroom.songplays r
join missing m on m.start_time = r.start_time
union all
select
    'page_events.start_time' as pointer,
    m.start_time
from frontroom.page_events r
join missing m on m.start_time = r.start_time
limit 5;

with
used_by_changed_rows as (
    select start_time as key_value
    from checked_songplays
    union
    select start_time as key_value
    from checked_page_events
),

unproved as (
    select distinct c.start_time
    from checked_time c
    left join used_by_changed_rows u on u.key_value = c.start_time
    where u.key_value is null
),

used_by_others as (
    select r.start_time as key_value
    from frontroom.songplays r
    join unproved n on n.start_time = r.start_time
    union
    select r.start_time as key_value
    from frontroom.page_events r
    join unproved n on n.start_time = r.start_time
)

select n.start_time
from unproved n
left join used_by_others u on u.key_value = n.start_time
where u.key_value is null
limit 5;

select user_id, count(*) as rows
from checked_users
group by user_id
having count(*) > 1
limit 5;

with
touched as (
    select distinct user_id from leaving_users
),

missing as (
    select distinct t.user_id
    from touched t
    left join checked_users c on c.user_id = t.user_id
    where c.user_id is null
)

select
    'user_levels.user_id' as pointer,
    m.user_id
from frontroom.user_levels r
join missing m on m.user_id = r.user_id
union all
select
    'songplays.user_id' as pointer,
    m.user_id
from frontroom.songplays r
join missing m on m.user_id = r.user_id
union all
select
    'page_events.user_id' as pointer,
    m.user_id
from frontroom.page_events r
join missing m on m.user_id = r.user_id
limit 5;

select user_id, stretch, count(*) as rows
from checked_user_levels
group by user_id, stretch
having count(*) > 1
limit 5;

select distinct c.user_id
from checked_user_levels c
left join checked_users d on d.user_id = c.user_id
where c.user_id is not null
and d.user_id is null
limit 5;

select artist_id, count(*) as rows
from checked_artists
group by artist_id
having count(*) > 1
limit 5;

with
touched as (
    select distinct artist_id from leaving_artists
),

missing as (
    select distinct t.artist_id
    from touched t
    left join checked_artists c on c.artist_id = t.artist_id
    where c.artist_id is null
)

select
    'songs.artist_id' as pointer,
    m.artist_id
from frontroom.songs r
join missing m on m.artist_id = r.artist_id
union all
select
    'songplays.artist_id' as pointer,
    m.artist_id
from frontroom.songplays r
join missing m on m.artist_id = r.artist_id
limit 5;

select song_id, count(*) as rows
from checked_songs
group by song_id
having count(*) > 1
limit 5;

select distinct c.artist_id
from checked_songs c
left join checked_artists d on d.artist_id = c.artist_id
where c.artist_id is not null
and d.artist_id is null
limit 5;

with
touched as (
    select distinct song_id from leaving_songs
),

missing as (
    select distinct t.song_id
    from touched t
    left join checked_songs c on c.song_id = t.song_id
    where c.song_id is null
)

select
    'songplays.song_id' as pointer,
    m.song_id
from frontroom.songplays r
join missing m on m.song_id = r.song_id
limit 5;

select songplay_id, count(*) as rows
from checked_songplays
group by songplay_id
having count(*) > 1
limit 5;

select distinct c.start_time
from checked_songplays c
left join checked_time d on d.start_time = c.start_time
where c.start_time is not null
and d.start_time is null
limit 5;

select distinct c.user_id
from checked_songplays c
left join checked_users d on d.user_id = c.user_id
where c.user_id is not null
and d.user_id is null
limit 5;

select distinct c.song_id
from checked_songplays c
left join checked_songs d on d.song_id = c.song_id
where c.song_id is not null
and d.song_id is null
limit 5;

select distinct c.artist_id
from checked_songplays c
left join checked_artists d on d.artist_id = c.artist_id
where c.artist_id is not null
and d.artist_id is null
limit 5;

select page_event_id, count(*) as rows
from checked_page_events
group by page_event_id
having count(*) > 1
limit 5;

select distinct c.start_time
from checked_page_events c
left join checked_time d on d.start_time = c.start_time
where c.start_time is not null
and d.start_time is null
limit 5;

select distinct c.user_id
from checked_page_events c
left join checked_users d on d.user_id = c.user_id
where c.user_id is not null
and d.user_id is null
limit 5;

-- Every changed event that counts is in songplays if it is a play, otherwise in page_events, with its key and its session; one that does
-- not count is in neither.
with
wanted as (
    select distinct event_key
    from backroom.changed_events
),

accepted as (
    select
        w.event_key,
        e.session_id,
        case when e.match_key is not null then 1 else 0 end as is_play
    from backroom.staging_events e
    join (select distinct event_key, hash_key from backroom.changed_events) w on w.hash_key = e.event_key
    join backroom.files f on f.file_id = e.file_id and f.state = 'taken'
    left join backroom.duplicate_events d on d.file_id = e.file_id and d.byte_offset = e.byte_offset
    left join backroom.event_rekeys k on k.file_id = e.file_id and k.byte_offset = e.byte_offset
    where d.file_id is null
    and w.event_key = coalesce(k.event_key, e.event_key)
),

shown as (
    select
        p.songplay_id as event_key,
        p.session_id,
        1 as is_play
    from checked_songplays p
    join wanted w on w.event_key = p.songplay_id
    union all
    select
        p.page_event_id,
        p.session_id,
        0
    from checked_page_events p
    join wanted w on w.event_key = p.page_event_id
)

select
    a.event_key as event_accepted,
    s.event_key as event_in_star,
    coalesce(a.session_id, s.session_id) as session_id,
    coalesce(a.is_play, s.is_play) as is_play
from accepted a
full join shown s on s.event_key = a.event_key and s.session_id = a.session_id and s.is_play = a.is_play
where a.event_key is null
or s.event_key is null
limit 5;

-- Every inferred song that lost a play has another one, and every inferred artist that lost a song has another one (R7). Most artists have one
-- among the changed songs; all songs are read for the others alone.
with
unproved_artists as (
    select a.artist_id
    from checked_artists a
    join leaving_artists l on l.artist_id = a.artist_id
    left join (select distinct artist_id from checked_songs) s on s.artist_id = a.artist_id
    where a.is_inferred
    and s.artist_id is null
)

select
    'song' as member,
    s.song_id as member_id
from checked_songs s
join (select distinct song_id from leaving_songplays) l on l.song_id = s.song_id
left join (
    select distinct p.song_id
    from frontroom.songplays p
    join (select distinct song_id from leaving_songplays where match_rule = 'inferred') m on m.song_id = p.song_id
) p on p.song_id = s.song_id
where s.is_inferred
and p.song_id is null
union all
select
    'artist',
    u.artist_id
from unproved_artists u
left join (
    select distinct s.artist_id
    from frontroom.songs s
    join unproved_artists a on a.artist_id = s.artist_id
) s on s.artist_id = u.artist_id
where s.artist_id is null
limit 5;

-- The artist of a rebuilt play is its song's artist.
select distinct
    p.song_id,
    p.artist_id,
    s.artist_id as artist_id_of_song
from checked_songplays p
join checked_songs s on s.song_id = p.song_id
where p.artist_id <> s.artist_id
limit 5;

-- Every changed song that counts is in songs, once, and one that does not count is not.
with
accepted as (
    select s.song_id
    from backroom.accepted_songs s
    join (select distinct song_id from backroom.changed_songs) c on c.song_id = s.song_id
),

shown as (
    select s.song_id
    from checked_songs s
    join (select distinct song_id from backroom.changed_songs) c on c.song_id = s.song_id
    where not s.is_inferred
)

select
    a.song_id,
    s.song_id as song_id_in_star
from accepted a
full join shown s on s.song_id = a.song_id
where a.song_id is null
or s.song_id is null
limit 5;

-- The stretches of a listener whose rows changed are numbered from 1, begin when the listener was first seen, follow each other without a
-- gap, change level each time, and end with the current one, whose level is the listener's (R8); without stretches there is no listener.
with
stretches as (
    select
        l.user_id,
        l.stretch,
        l.level,
        l.valid_from,
        l.valid_to,
        l.is_current,
        row_number() over (partition by l.user_id order by l.stretch) as number,
        lag(l.valid_to) over (partition by l.user_id order by l.stretch) as previous_valid_to,
        lag(l.level) over (partition by l.user_id order by l.stretch) as previous_level,
        lead(l.stretch) over (partition by l.user_id order by l.stretch) as next_stretch
    from frontroom.user_levels l
    join leaving_users c on c.user_id = l.user_id
),

listeners as (
    select u.*
    from frontroom.users u
    join leaving_users c on c.user_id = u.user_id
)

select
    coalesce(u.user_id, s.user_id) as user_id,
    u.level as user_level,
    u.first_seen_at,
    s.stretch,
    s.level,
    s.valid_from,
    s.valid_to,
    s.is_current
from listeners u
full join stretches s on s.user_id = u.user_id
where s.user_id is null
or u.user_id is null
or s.stretch <> s.number
or s.valid_from <> coalesce(s.previous_valid_to, u.first_seen_at)
or s.stretch > 1 and s.previous_valid_to is null
or s.level = s.previous_level
or s.is_current <> (s.next_stretch is null)
or s.is_current <> (s.valid_to is null)
or s.valid_to < s.valid_from
or s.next_stretch is null and s.level <> u.level
limit 5;

-- For every file of this load, rows read = rows in staging + rejects, and every stored reject is counted (R2).
with
staged as (
    select
        e.file_id,
        count(*) as rows_staged
    from backroom.staging_events e
    join new_files n on n.file_id = e.file_id
    group by e.file_id
    union all
    select
        s.file_id,
        count(*)
    from backroom.staging_songs s
    join new_files n on n.file_id = s.file_id
    group by s.file_id
),

rejected as (
    select
        r.file_id,
        count(*) as rejects_kept
    from backroom.rejects r
    join new_files n on n.file_id = r.file_id
    group by r.file_id
)

select
    f.file_id,
    f.uri,
    f.rows_read,
    coalesce(s.rows_staged, 0) as rows_staged,
    f.rows_rejected,
    coalesce(r.rejects_kept, 0) as rejects_kept
from new_files f
left join staged s on s.file_id = f.file_id
left join rejected r on r.file_id = f.file_id
where f.rows_read <> coalesce(s.rows_staged, 0) + f.rows_rejected
or f.rows_rejected <> coalesce(r.rejects_kept, 0)
limit 5;

-- songplays and page_events together have as many rows as events count in the ledger, and songs has as many catalogue songs as songs count
-- there: rows read − rejects − duplicates (R2).
with
counted as (
    select
        'events' as source,
        (select coalesce(sum(rows_read - rows_rejected), 0) from backroom.files where state = 'taken' and source = 'events')
        - (select count(*) from backroom.duplicate_events) as rows_accepted,
        (select count(*) from frontroom.songplays) + (select count(*) from frontroom.page_events) as rows_in_star
    union all
    select
        'songs',
        (select coalesce(sum(rows_read - rows_rejected), 0) from backroom.files where state = 'taken' and source = 'songs')
        - (select count(*) from backroom.duplicate_songs),
        (select count(*) from frontroom.songs where not is_inferred)
)

select
    source,
    rows_accepted,
    rows_in_star
from counted
where rows_accepted <> rows_in_star
limit 5;

drop table new_files;

drop table checked_time;

drop table checked_users;

drop table checked_user_levels;

drop table checked_artists;

drop table checked_songs;

drop table checked_songplays;

drop table checked_page_events;

-- again: drop table arriving_seconds

-- again: drop table kept_artists

-- again: drop table kept_songs

drop table leaving_artists;

drop table leaving_songs;

drop table inferred_songs;

-- again: drop table song_matches

-- again: drop table played_songs

-- again: drop table listeners

-- again: drop table listener_events

drop table leaving_load_history;

drop table leaving_time;

drop table known_listeners;

drop table reviewed_events;

drop table leaving_user_levels;

drop table leaving_users;

drop table later_listeners;

drop table listeners_to_review;

-- again: drop table artist_songs

-- again: drop table arriving_songs

-- again: drop table arriving_events

drop table leaving_page_events;

drop table leaving_songplays;

drop table wanted_keys;

drop table songs_to_match_again;

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


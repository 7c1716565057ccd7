-- One row per room: whether this login may use it, and whether it is a superuser.
select
    n.nspname as room,
    has_schema_privilege(u.usename, n.nspname, 'usage') or has_schema_privilege(u.usename, n.nspname, 'create') as may_enter,
    u.usesuper as is_superuser
from pg_namespace n
join pg_user u on u.usename = current_user
where n.nspname in ('backroom', 'frontroom');

set statement_timeout to 300000;

set search_path to frontroom;

-- title: Browsers and platforms
-- question: Which browsers and platforms do people use to listen?
-- bar: plays
-- reads: songplays (user_agent, user_id)
with agents as (
    select
        user_id,
        case
            when user_agent like '%Edg%' then 'Edge'
            when user_agent like '%Firefox%' then 'Firefox'
            when user_agent like '%Chrome%' or user_agent like '%CriOS%' then 'Chrome'
            when user_agent like '%Safari%' then 'Safari'
            when user_agent like '%Trident%' or user_agent like '%MSIE%' then 'Internet Explorer'
            when user_agent is null then '(unknown)'
            else 'other'
        end as browser,
        case
            when user_agent like '%iPhone%' or user_agent like '%iPad%' then 'iOS'
            when user_agent like '%Android%' then 'Android'
            when user_agent like '%Windows%' then 'Windows'
            when user_agent like '%Macintosh%' then 'macOS'
            when user_agent like '%Linux%' then 'Linux'
            when user_agent is null then '(unknown)'
            else 'other'
        end as platform
    from frontroom.songplays
    where true
    -- given from: and start_time >= $from
    -- given to: and start_time < $to
    -- given level: and level = $level
    -- given place: and location = $place
)

select
    browser,
    platform,
    count(*) as plays,
    count(distinct user_id) as listeners
from agents
group by browser, platform
order by plays desc, listeners desc, browser, platform;

-- title: Daily activity
-- question: How many people come each day, and how much do they do?
-- bar: plays
-- reads: songplays (session_id, start_time, user_id)
-- reads: page_events (session_id, start_time, user_id)
-- reads: time (date, start_time)
-- join: songplays.start_time = time.start_time
-- join: page_events.start_time = time.start_time
with bounds as (
    select
        min(start_time) as first_event,
        max(start_time) as last_event
    from frontroom.time
),

events as (
    select
        start_time,
        user_id,
        session_id,
        1 as play
    from frontroom.songplays
    where true
    -- given from: and start_time >= $from
    -- given to: and start_time < $to
    -- given level: and level = $level
    -- given place: and location = $place
    union all
    select
        start_time,
        user_id,
        session_id,
        0 as play
    from frontroom.page_events
    where true
    -- given from: and start_time >= $from
    -- given to: and start_time < $to
    -- given level: and level = $level
    -- given place: and location = $place
)

-- A day without a listener of this level or place is a row of zeros. is_complete: the data start before the day and continue after it.
select
    t.date,
    count(distinct e.user_id) as listeners,
    count(distinct e.session_id) as sessions,
    coalesce(sum(e.play), 0) as plays,
    count(e.start_time) - coalesce(sum(e.play), 0) as other_events,
    (bounds.first_event <= t.date and bounds.last_event >= t.date + 1) as is_complete
from frontroom.time as t
cross join bounds
left join events as e on e.start_time = t.start_time
where true
-- given from: and t.start_time >= $from
-- given to: and t.start_time < $to
group by t.date, bounds.first_event, bounds.last_event
order by t.date;

-- title: Free and paid
-- question: How do free and paid listening compare?
-- bar: plays
-- reads: songplays (length, level, session_id, user_id)
with plays as (
    select
        level,
        count(*) as plays,
        count(distinct user_id) as listeners,
        count(distinct session_id) as sessions,
        coalesce(sum(cast(length as numeric(18, 3))), 0) as seconds
    from frontroom.songplays
    where true
    -- given from: and start_time >= $from
    -- given to: and start_time < $to
    -- given place: and location = $place
    group by level
),

-- Shares are those of all levels, whichever is shown.
shares as (
    select
        level,
        listeners,
        sessions,
        plays,
        cast(100.0 * plays / sum(plays) over () as numeric(5, 1)) as plays_percent,
        cast(seconds / 3600 as numeric(18, 1)) as hours,
        cast(1.0 * plays / listeners as numeric(18, 1)) as plays_per_listener
    from plays
)

select
    level,
    listeners,
    sessions,
    plays,
    plays_percent,
    hours,
    plays_per_listener
from shares
where true
-- given level: and level = $level
order by level;

-- title: Listening time by place
-- question: Where do people spend the most time listening?
-- bar: hours
-- reads: songplays (length, location, user_id)
select
    coalesce(location, '(unknown)') as place,
    cast(coalesce(sum(cast(length as numeric(18, 3))), 0) / 3600 as numeric(18, 1)) as hours,
    count(*) as plays,
    count(distinct user_id) as listeners
from frontroom.songplays
where true
-- given from: and start_time >= $from
-- given to: and start_time < $to
-- given level: and level = $level
-- given place: and location = $place
group by coalesce(location, '(unknown)')
order by hours desc, plays desc, place
limit 20;

-- title: Plays matched to the catalogue
-- question: What share of plays is matched to a song in the catalogue, and by which rule (inferred songs are not in it)?
-- bar: plays
-- reads: songplays (artist_id, match_rule, song_id)
with songs_found as (
    select
        match_rule,
        song_id,
        artist_id,
        count(*) as plays
    from frontroom.songplays
    where true
    -- given from: and start_time >= $from
    -- given to: and start_time < $to
    -- given level: and level = $level
    -- given place: and location = $place
    group by match_rule, song_id, artist_id
),

rules as (
    select
        match_rule,
        cast(sum(plays) as bigint) as plays,
        count(distinct song_id) as songs,
        count(distinct artist_id) as artists
    from songs_found
    group by match_rule
)

select
    match_rule,
    plays,
    cast(100.0 * sum(case when match_rule = 'inferred' then 0 else plays end) over () / sum(plays) over () as numeric(5, 2)) as matched_percent,
    cast(100.0 * plays / sum(plays) over () as numeric(5, 2)) as plays_percent,
    songs,
    artists
from rules
order by case match_rule when 'exact' then 1 when 'title_artist' then 2 else 3 end, match_rule;

-- title: Membership changes by week
-- question: How many listeners upgrade to paid and downgrade to free in each whole week?
-- bar: upgrades
-- reads: user_levels (level, stretch, user_id, valid_from)
-- reads: time (start_time, week_start)
with bounds as (
    select
        min(start_time) as first_event,
        max(start_time) as last_event
    from frontroom.time
),

levels as (
    select
        user_id,
        level,
        valid_from,
        lag(level) over (partition by user_id order by stretch) as level_before
    from frontroom.user_levels
),

-- A week without a change is a row of zeros.
changes as (
    select
        cast(date_trunc('week', valid_from) as date) as week_start,
        user_id,
        case when level = 'paid' then 1 else 0 end as upgrade,
        case when level_before = 'paid' then 1 else 0 end as downgrade
    from levels
    where level_before is not null
    union all
    select distinct
        week_start,
        cast(null as integer) as user_id,
        0 as upgrade,
        0 as downgrade
    from frontroom.time
)

-- is_complete: the data start before the week and continue after it.
select
    c.week_start,
    sum(c.upgrade) as upgrades,
    sum(c.downgrade) as downgrades,
    count(distinct c.user_id) as listeners,
    (bounds.first_event <= c.week_start and bounds.last_event >= c.week_start + 7) as is_complete
from changes as c
cross join bounds
where true
-- given from: and c.week_start + 7 > $from
-- given to: and c.week_start < $to
group by c.week_start, bounds.first_event, bounds.last_event
order by c.week_start;

-- title: Plays by hour
-- question: At which hours of the day (UTC) do people listen, at which level, and on how many complete days was each hour seen?
-- bar: plays
-- reads: songplays (level, start_time, user_id)
-- reads: time (date, hour, start_time)
-- join: songplays.start_time = time.start_time
with bounds as (
    select
        min(start_time) as first_event,
        max(start_time) as last_event
    from frontroom.time
),

chosen as (
    select
        min(start_time) as first_event,
        max(start_time) as last_event,
        count(distinct date) as days
    from frontroom.time
    where true
    -- given from: and start_time >= $from
    -- given to: and start_time < $to
)

-- The data start within an hour of the first day and end within one of the last: until then, and from then on, that day has no complete hour.
select
    t.hour,
    count(p.start_time) as plays,
    sum(case when p.level = 'paid' then 1 else 0 end) as plays_paid,
    count(distinct p.user_id) as listeners,
    greatest(
        0,
        chosen.days
        - case when chosen.first_event = bounds.first_event and t.hour <= extract(hour from bounds.first_event) then 1 else 0 end
        - case when chosen.last_event = bounds.last_event and t.hour >= extract(hour from bounds.last_event) then 1 else 0 end
    ) as complete_days
from frontroom.time as t
cross join bounds
cross join chosen
left join frontroom.songplays as p
    on p.start_time = t.start_time
    -- given level: and p.level = $level
    -- given place: and p.location = $place
where true
-- given from: and t.start_time >= $from
-- given to: and t.start_time < $to
group by t.hour, chosen.days, chosen.first_event, chosen.last_event, bounds.first_event, bounds.last_event
order by t.hour;

-- title: Plays by weekday
-- question: On which weekdays do people listen, and how many plays does a complete day have on average?
-- bar: plays_per_day
-- reads: songplays (start_time)
-- reads: time (date, start_time, weekday)
-- join: songplays.start_time = time.start_time
with bounds as (
    select
        min(start_time) as first_event,
        max(start_time) as last_event
    from frontroom.time
),

-- Days without a play of this level or place count, too. The data start on the first day and end on the last: neither is complete.
days as (
    select
        t.weekday,
        t.date,
        count(p.start_time) as plays,
        case when bounds.first_event <= t.date and bounds.last_event >= t.date + 1 then 1 else 0 end as complete
    from frontroom.time as t
    cross join bounds
    left join frontroom.songplays as p
        on p.start_time = t.start_time
        -- given level: and p.level = $level
        -- given place: and p.location = $place
    where true
    -- given from: and t.start_time >= $from
    -- given to: and t.start_time < $to
    group by t.weekday, t.date, bounds.first_event, bounds.last_event
)

select
    case weekday
        when 0 then 'Sunday'
        when 1 then 'Monday'
        when 2 then 'Tuesday'
        when 3 then 'Wednesday'
        when 4 then 'Thursday'
        when 5 then 'Friday'
        else 'Saturday'
    end as weekday,
    sum(plays) as plays,
    count(*) as days,
    cast(1.0 * sum(plays * complete) / nullif(sum(complete), 0) as numeric(18, 1)) as plays_per_day,
    sum(complete) as complete_days
from days
group by days.weekday
order by (days.weekday + 6) % 7;

-- title: Sessions
-- question: How long are sessions, and how many plays do they have, by the level at their start?
-- reads: songplays (item_in_session, length, level, session_id, songplay_id, start_time, user_id)
-- reads: page_events (item_in_session, level, page_event_id, session_id, start_time, user_id)
with visits as (
    select
        level_at_start,
        plays,
        seconds_listened,
        extract(epoch from ended_at) - extract(epoch from started_at) as seconds
    from frontroom.sessions
    where user_id is not null
    -- given from: and started_at >= $from
    -- given to: and started_at < $to
    -- given level: and level_at_start = $level
    -- given place: and session_id in (select session_id from frontroom.songplays where location = $place union all select session_id from frontroom.page_events where location = $place)
)

select
    level_at_start as level,
    count(*) as sessions,
    sum(case when plays = 0 then 1 else 0 end) as without_plays,
    cast(1.0 * sum(plays) / count(*) as numeric(18, 1)) as plays_average,
    max(plays) as plays_most,
    cast(sum(seconds) / 60 / count(*) as numeric(18, 1)) as minutes_average,
    cast(max(seconds) / 60 as numeric(18, 1)) as minutes_most,
    cast(sum(seconds_listened) / 3600 as numeric(18, 1)) as hours
from visits
group by level_at_start
order by level_at_start;

-- title: Most played artists
-- question: Which artists are played most, how many of their songs, and by how many listeners?
-- bar: plays
-- reads: songplays (artist_id, song_id, user_id)
-- reads: artists (artist_id, name)
-- join: songplays.artist_id = artists.artist_id
select
    a.name as artist,
    count(*) as plays,
    count(distinct p.song_id) as songs,
    count(distinct p.user_id) as listeners
from frontroom.songplays as p
join frontroom.artists as a on a.artist_id = p.artist_id
where true
-- given from: and p.start_time >= $from
-- given to: and p.start_time < $to
-- given level: and p.level = $level
-- given place: and p.location = $place
group by a.artist_id, a.name
order by plays desc, listeners desc, a.name, a.artist_id
limit 20;

-- title: Most active listeners
-- question: Who listens the most, for how long, and to how many artists?
-- bar: hours
-- reads: songplays (artist_id, length, user_id)
-- reads: users (first_name, last_name, level, user_id)
-- join: songplays.user_id = users.user_id
select
    u.user_id,
    u.first_name,
    u.last_name,
    u.level,
    count(*) as plays,
    cast(coalesce(sum(cast(p.length as numeric(18, 3))), 0) / 3600 as numeric(18, 1)) as hours,
    count(distinct p.artist_id) as artists
from frontroom.songplays as p
join frontroom.users as u on u.user_id = p.user_id
where true
-- given from: and p.start_time >= $from
-- given to: and p.start_time < $to
-- given level: and p.level = $level
-- given place: and p.location = $place
group by u.user_id, u.first_name, u.last_name, u.level
order by plays desc, hours desc, u.user_id
limit 20;

-- title: Most played songs
-- question: Which songs are played most, and by how many listeners?
-- bar: plays
-- reads: songplays (song_id, user_id)
-- reads: songs (artist_id, is_inferred, song_id, title)
-- reads: artists (artist_id, name)
-- join: songplays.song_id = songs.song_id
-- join: songs.artist_id = artists.artist_id
select
    s.title,
    a.name as artist,
    count(*) as plays,
    count(distinct p.user_id) as listeners,
    s.is_inferred
from frontroom.songplays as p
join frontroom.songs as s on s.song_id = p.song_id
join frontroom.artists as a on a.artist_id = s.artist_id
where true
-- given from: and p.start_time >= $from
-- given to: and p.start_time < $to
-- given level: and p.level = $level
-- given place: and p.location = $place
group by s.song_id, s.title, a.name, s.is_inferred
order by plays desc, listeners desc, s.title, a.name, s.song_id
limit 20;

-- title: Weekly return rate
-- question: What share of each whole week's listeners came back the week after?
-- bar: returned_percent
-- reads: songplays (start_time, user_id)
-- reads: time (start_time, week_start)
-- join: songplays.start_time = time.start_time
-- join: songplays.user_id = songplays.user_id
with bounds as (
    select
        min(start_time) as first_event,
        max(start_time) as last_event
    from frontroom.time
),

weeks as (
    select distinct
        t.week_start,
        p.user_id
    from frontroom.songplays as p
    join frontroom.time as t on t.start_time = p.start_time
    where true
    -- given level: and p.level = $level
    -- given place: and p.location = $place
)

-- is_complete: the data start before the week and continue to the end of the week after.
select
    this_week.week_start,
    count(*) as listeners,
    case when bounds.last_event >= this_week.week_start + 7 then count(next_week.user_id) end as returned,
    case when bounds.last_event >= this_week.week_start + 7
        then cast(100.0 * count(next_week.user_id) / count(*) as numeric(5, 1))
    end as returned_percent,
    (bounds.first_event <= this_week.week_start and bounds.last_event >= this_week.week_start + 14) as is_complete
from weeks as this_week
cross join bounds
left join weeks as next_week
    on next_week.user_id = this_week.user_id
    and next_week.week_start = this_week.week_start + 7
where true
-- given from: and this_week.week_start + 7 > $from
-- given to: and this_week.week_start < $to
group by this_week.week_start, bounds.first_event, bounds.last_event
order by this_week.week_start;

-- title: Who changed membership
-- question: Which listeners changed level, when, and from which level to which?
-- reads: user_levels (level, stretch, user_id, valid_from)
-- reads: users (first_name, last_name, level, user_id)
-- join: user_levels.user_id = users.user_id
with changes as (
    select
        user_id,
        stretch,
        level,
        valid_from,
        lag(level) over (partition by user_id order by stretch) as level_before
    from frontroom.user_levels
)

select
    c.valid_from as changed_at,
    c.user_id,
    u.first_name,
    u.last_name,
    c.level_before,
    c.level as level_after,
    u.level as level_now
from changes as c
join frontroom.users as u on u.user_id = c.user_id
where c.level_before is not null
-- given from: and c.valid_from >= $from
-- given to: and c.valid_from < $to
-- given level: and c.level = $level
order by c.valid_from, c.user_id, c.stretch;

-- again: One row: 1 if the backroom exists, else 0.

set search_path to frontroom, backroom;

-- One row per file: the state of its newest content, and the counts of the content that counts (zeros if none does).
with duplicates as (
    select file_id, count(*) as rows_duplicate
    from backroom.duplicate_events
    group by file_id
    union all
    select file_id, count(*) as rows_duplicate
    from backroom.duplicate_songs
    group by file_id
),

newest as (
    select source, uri, max(file_id) as file_id
    from backroom.files
    group by source, uri
),

taken as (
    select f.source, f.uri, f.rows_read, f.rows_rejected, f.rows_repaired, coalesce(d.rows_duplicate, 0) as rows_duplicate
    from backroom.files as f
    left join duplicates as d on d.file_id = f.file_id
    where f.state = 'taken'
)

select
    f.uri as file,
    coalesce(t.rows_read, 0) as "read",
    coalesce(t.rows_read - t.rows_rejected - t.rows_duplicate, 0) as accepted,
    coalesce(t.rows_duplicate, 0) as duplicate,
    coalesce(t.rows_rejected, 0) as rejected,
    coalesce(t.rows_repaired, 0) as repaired,
    f.state,
    f.source,
    f.error
from newest as n
join backroom.files as f on f.file_id = n.file_id
left join taken as t on t.source = n.source and t.uri = n.uri
order by f.uri, f.source;

-- One row per load, newest first.
select
    load_id,
    kind,
    state,
    started_at,
    published_at,
    files,
    rows_read,
    rows_accepted,
    rows_duplicate,
    rows_corrected,
    rows_rejected,
    rows_repaired,
    newest_event_at,
    message
from backroom.loads
order by load_id desc;

-- One row: the time of the latest published event, and the load that published it.
select
    newest_event_at,
    load_id,
    published_at
from frontroom.load_history
order by load_id desc
limit 1;

-- again: The load that is settled and not yet marked as published; no row if there is none.

-- again: One row: the warehouse's id, and the model version that wrote its backroom.

-- One row per reject, in the order of files and lines. $1 a file or the end of its path, $2 a reason, $3 a load; null for all
select
    f.uri as file,
    r.line,
    r.byte_offset,
    r.field,
    r.reason,
    r.found,
    r.expected,
    r."raw",
    f.load_id,
    f.state
from backroom.rejects as r
join backroom.files as f on f.file_id = r.file_id
where (cast($1 as varchar(4096)) is null or f.uri = $1 or right(f.uri, length($1) + 1) = '/' || $1)
    and (cast($2 as varchar(32)) is null or r.reason = $2)
    and (cast($3 as bigint) is null or f.load_id = $3)
order by f.uri, r.file_id, r.byte_offset;

-- again: One row per session that holds the lock.


-- To model 3: texts of events that repeat from row to row are kept once each, and the rows have their numbers.
alter table backroom.staging_events rename to staging_events_of_before;

create table backroom.staging_events_request (
    request_number integer not null,
    auth varchar,
    level varchar not null,
    method varchar,
    page varchar not null
);

create table backroom.staging_events_listener (
    listener_number integer not null,
    first_name varchar,
    gender varchar,
    last_name varchar,
    location varchar,
    user_agent varchar
);

create table backroom.staging_events_rows (
    file_id integer not null,
    line bigint not null,
    byte_offset bigint not null,
    event_key bigint not null,
    match_key bigint,
    artist varchar,
    artist_raw varchar,
    item_in_session integer not null,
    length double,
    registration timestamp,
    session_id bigint not null,
    song varchar,
    song_raw varchar,
    status integer,
    ts timestamp not null,
    user_id integer,
    request_number integer not null,
    listener_number integer not null
);

insert into backroom.staging_events_request
select
    row_number() over (),
    auth,
    level,
    method,
    page
from (select distinct auth, level, method, page from backroom.staging_events_of_before);

insert into backroom.staging_events_listener
select
    row_number() over (),
    first_name,
    gender,
    last_name,
    location,
    user_agent
from (select distinct first_name, gender, last_name, location, user_agent from backroom.staging_events_of_before);

insert into backroom.staging_events_rows
select
    e.file_id,
    e.line,
    e.byte_offset,
    e.event_key,
    e.match_key,
    e.artist,
    e.artist_raw,
    e.item_in_session,
    e.length,
    e.registration,
    e.session_id,
    e.song,
    e.song_raw,
    e.status,
    e.ts,
    e.user_id,
    request.request_number,
    listener.listener_number
from backroom.staging_events_of_before as e
join backroom.staging_events_request as request
    on request.auth is not distinct from e.auth
    and request.level = e.level
    and request.method is not distinct from e.method
    and request.page = e.page
join backroom.staging_events_listener as listener
    on listener.first_name is not distinct from e.first_name
    and listener.gender is not distinct from e.gender
    and listener.last_name is not distinct from e.last_name
    and listener.location is not distinct from e.location
    and listener.user_agent is not distinct from e.user_agent;

drop table backroom.staging_events_of_before;

create view backroom.staging_events as
select
    rows.file_id,
    rows.line,
    rows.byte_offset,
    rows.event_key,
    rows.match_key,
    rows.artist,
    rows.artist_raw,
    request.auth,
    listener.first_name,
    listener.gender,
    rows.item_in_session,
    listener.last_name,
    rows.length,
    request.level,
    listener.location,
    request.method,
    request.page,
    rows.registration,
    rows.session_id,
    rows.song,
    rows.song_raw,
    rows.status,
    rows.ts,
    listener.user_agent,
    rows.user_id
from backroom.staging_events_rows as rows
join backroom.staging_events_request as request on request.request_number = rows.request_number
join backroom.staging_events_listener as listener on listener.listener_number = rows.listener_number

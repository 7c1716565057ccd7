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

-- Every accepted play is in songplays and every other accepted event in page_events, once, with its key: per session, the same number
-- of them and the same sum of keys (other checks prove that the keys in these tables are unique).
with
accepted as (
    select
        session_id,
        case when match_key is not null then 1 else 0 end as is_play,
        count(*) as events,
        sum(event_key) as sum_of_keys
    from backroom.accepted_events
    group by session_id, case when match_key is not null then 1 else 0 end
),

shown as (
    select
        session_id,
        1 as is_play,
        count(*) as events,
        sum(songplay_id) as sum_of_keys
    from frontroom.songplays
    group by session_id
    union all
    select
        session_id,
        0,
        count(*),
        sum(page_event_id)
    from frontroom.page_events
    group by session_id
)

select
    coalesce(a.session_id, s.session_id) as session_id,
    coalesce(a.is_play, s.is_play) as is_play,
    a.events as events_accepted,
    s.events as events_in_star,
    a.sum_of_keys as sum_of_keys_accepted,
    s.sum_of_keys as sum_of_keys_in_star
from accepted a
full join shown s on s.session_id = a.session_id and s.is_play = a.is_play
where a.session_id is null
or s.session_id is null
or a.events <> s.events
or a.sum_of_keys <> s.sum_of_keys

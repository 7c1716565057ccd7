-- One row per second to build: of the seconds in which events are added or deleted, those that have an added or a remaining event. The
-- front room no longer has the deleted events, and does not have the added ones yet.
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
where exists (select 1 from frontroom.songplays p where p.start_time = l.start_time)
or exists (select 1 from frontroom.page_events p where p.start_time = l.start_time)

-- Events whose key did not exist before this load.
insert into backroom.changed_events (event_key, hash_key)
select distinct
    t.event_key,
    t.event_key
from touched_rows t
join backroom.files f on f.file_id = t.file_id and f.state = 'taken'
left join events_before b on b.hash_key = t.event_key
where b.hash_key is null

-- Events whose key, or whose content, is another one than before this load; one that is the same as before has not changed.
insert into backroom.changed_events (event_key, hash_key)
with
differing as (
    (select * from events_before except select * from events_after)
    union all
    (select * from events_after except select * from events_before)
),

rekeyed as (
    (select * from rekeys_before except select * from backroom.event_rekeys)
    union all
    (select * from backroom.event_rekeys except select * from rekeys_before)
)

select
    event_key,
    hash_key
from differing
union
select
    event_key,
    hash_key
from rekeyed

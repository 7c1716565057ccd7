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
from rekeys_come

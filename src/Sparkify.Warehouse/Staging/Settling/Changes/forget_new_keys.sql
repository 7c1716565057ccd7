-- Removes new keys from the keys to compare: events whose key already existed before this load remain.
delete from touched_rows
where event_key not in (select hash_key from events_before)

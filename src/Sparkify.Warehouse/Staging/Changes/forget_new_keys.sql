-- What remains to be compared: events whose key somebody had before this load.
delete from touched_rows
where event_key not in (select hash_key from events_before)

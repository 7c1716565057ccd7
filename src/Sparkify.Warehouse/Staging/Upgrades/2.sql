-- To model 2: event keys begin with the day, so that those of one day are close together; the ledger records whether a load's changes are listed.
alter table backroom.loads add column has_changes boolean;

comment on column backroom.loads.has_changes is
'Whether changed_events, changed_songs and changed_artist_names list what it changed; where not, the front room is built from nothing';

update backroom.staging_events
set event_key = cast(floor(extract(epoch from ts) / 86400) as bigint) * 140737488355328 + (event_key & 140737488355327)

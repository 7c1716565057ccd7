-- Deletes the staged events of discarded contents, and the texts that no other event has.
delete from backroom.staging_events_rows
where file_id in (select file_id from backroom.discarded_files);

delete from backroom.staging_events_listener
where not exists (
    select 1
    from backroom.staging_events_rows as r
    where r.listener_number = staging_events_listener.listener_number
);

delete from backroom.staging_events_request
where not exists (
    select 1
    from backroom.staging_events_rows as r
    where r.request_number = staging_events_request.request_number
)

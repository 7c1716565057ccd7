-- Deletes the staged events of discarded contents, and the texts that no other event has.
delete from backroom.staging_events_listener
where listener_number in (
    select listener_number
    from backroom.staging_events_rows
    where file_id in (select file_id from backroom.discarded_files)
    except
    select listener_number
    from backroom.staging_events_rows
    where file_id not in (select file_id from backroom.discarded_files)
);

delete from backroom.staging_events_request
where request_number in (
    select request_number
    from backroom.staging_events_rows
    where file_id in (select file_id from backroom.discarded_files)
    except
    select request_number
    from backroom.staging_events_rows
    where file_id not in (select file_id from backroom.discarded_files)
);

delete from backroom.staging_events_rows
where file_id in (select file_id from backroom.discarded_files)

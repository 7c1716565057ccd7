-- Deletes the staged events of discarded contents.
delete from backroom.staging_events
where file_id in (select file_id from backroom.discarded_files)

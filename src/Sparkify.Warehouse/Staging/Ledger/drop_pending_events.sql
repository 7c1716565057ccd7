-- Deletes the staged events of a refused load.
delete from backroom.staging_events
where file_id in (select file_id from backroom.files where state = 'pending')

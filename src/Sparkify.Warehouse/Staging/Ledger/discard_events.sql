-- Staged events of contents that leave the backroom now.
delete from backroom.staging_events
where file_id in (select file_id from backroom.discarded_files)

-- Deletes the staged songs of discarded contents.
delete from backroom.staging_songs
where file_id in (select file_id from backroom.discarded_files)

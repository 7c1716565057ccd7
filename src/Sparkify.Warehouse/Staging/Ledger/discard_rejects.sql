-- Deletes the rejects of discarded contents.
delete from backroom.rejects
where file_id in (select file_id from backroom.discarded_files)

-- Deletes the ledger entries of discarded contents.
delete from backroom.files
where file_id in (select file_id from backroom.discarded_files)

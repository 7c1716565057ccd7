-- Empties the list of discarded contents.
delete from backroom.discarded_files

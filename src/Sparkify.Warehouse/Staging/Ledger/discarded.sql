-- The list is empty again.
delete from backroom.discarded_files

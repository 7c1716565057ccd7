-- Marks files whose contents are removed as withdrawn.
update backroom.files
set state = 'withdrawn', error = null
where file_id in (select file_id from backroom.discarded_files)

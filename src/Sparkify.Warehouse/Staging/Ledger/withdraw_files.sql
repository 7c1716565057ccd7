-- Files whose contents leave are known as withdrawn from now on.
update backroom.files
set state = 'withdrawn', error = null
where file_id in (select file_id from backroom.discarded_files)

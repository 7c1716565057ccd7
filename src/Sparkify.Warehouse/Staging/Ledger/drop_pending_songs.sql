-- Deletes the staged songs of a refused load.
delete from backroom.staging_songs
where file_id in (select file_id from backroom.files where state = 'pending')

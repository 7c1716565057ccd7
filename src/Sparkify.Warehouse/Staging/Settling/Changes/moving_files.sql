-- One row per content of a file that this load adds or removes.
select file_id
from backroom.files
where state = 'pending'
or file_id in (select file_id from backroom.discarded_files)

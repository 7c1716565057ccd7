-- Lists contents that a newer one of the same file replaces.
insert into backroom.discarded_files
select earlier.file_id
from backroom.files as earlier
inner join backroom.files as pending on earlier.uri = pending.uri
where earlier.state in ('taken', 'withdrawn') and pending.state = 'pending'

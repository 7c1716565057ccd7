-- One row: the latest event that comes with this load, and the latest that leaves.
select
    max(case when f.state = 'pending' then e.ts end) as arriving,
    max(case when d.file_id is not null then e.ts end) as leaving
from backroom.staging_events e
join backroom.files f on f.file_id = e.file_id
left join backroom.discarded_files d on d.file_id = e.file_id
where f.state = 'pending'
or d.file_id is not null

-- One row per reason and field among the rejects of pending files, the most common first, with one example.
select
    r.reason,
    r.field,
    count(*) as rows,
    min(f.uri) as example_file,
    min(r.expected) as expected
from backroom.rejects as r
inner join backroom.files as f on r.file_id = f.file_id
where f.state = 'pending'
group by r.reason, r.field
order by count(*) desc, r.reason, r.field
limit 5

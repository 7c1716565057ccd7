-- One row per event key that several touched events of taken files have: only these can be duplicates (R3) or need another key (R11).
select t.event_key
from touched_rows t
join backroom.files f on f.file_id = t.file_id and f.state = 'taken'
group by t.event_key
having count(*) > 1

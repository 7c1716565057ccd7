-- One row per song_id that several touched songs of taken files have: only these can be duplicates (R3).
select t.song_id
from touched_songs t
join backroom.files f on f.file_id = t.file_id and f.state = 'taken'
group by t.song_id
having count(*) > 1

-- Every changed song that counts is in songs, once, and one that does not count is not.
with
accepted as (
    select s.song_id
    from backroom.accepted_songs s
    join (select distinct song_id from backroom.changed_songs) c on c.song_id = s.song_id
),

shown as (
    select s.song_id
    from checked_songs s
    join (select distinct song_id from backroom.changed_songs) c on c.song_id = s.song_id
    where not s.is_inferred
)

select
    a.song_id,
    s.song_id as song_id_in_star
from accepted a
full join shown s on s.song_id = a.song_id
where a.song_id is null
or s.song_id is null

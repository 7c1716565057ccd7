-- One row per song in the front room whose plays may match another song, or get another artist, because the catalogue changed (R7): changed
-- songs, songs with the same name as one of them, songs inferred from such a name, and inferred songs whose artist name now refers to
-- another artist.
with
candidates as (
    select song_id
    from backroom.changed_songs
    union
    select s.song_id
    from backroom.accepted_songs s
    join (select distinct match_key from backroom.changed_songs) c on c.match_key = s.match_key
    union
    select 'inferred:' || md5(md5(title) || md5(artist_name))
    from backroom.changed_songs
)

select s.song_id
from frontroom.songs s
join candidates c on c.song_id = s.song_id
union
select s.song_id
from frontroom.songs s
join (
    select distinct coalesce(artist_id, 'inferred:' || md5(artist_name)) as artist_id
    from backroom.changed_artist_names
) n on n.artist_id = s.artist_id
where s.is_inferred

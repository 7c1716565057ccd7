-- One row per artist whose row is rebuilt or deleted: those with a changed catalogue song, and inferred ones that gain or lose a
-- play.
select artist_id
from song_matches
where is_artist_inferred
union
select a.artist_id
from frontroom.artists a
join (select distinct artist_id from leaving_songplays) l on l.artist_id = a.artist_id
where a.is_inferred
union
select artist_id
from backroom.changed_songs

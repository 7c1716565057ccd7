-- Artist names whose catalogue artist this load changed, added or removed.
insert into backroom.changed_artist_names (artist_name, artist_id)
select
    coalesce(b.artist_name, a.artist_name),
    b.artist_id
from artist_names_before b
full join artist_names_after a on a.artist_name = b.artist_name
where a.artist_id is null
or b.artist_id is null
or a.artist_id <> b.artist_id

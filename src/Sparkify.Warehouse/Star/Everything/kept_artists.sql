-- One row per inferred artist that is in the front room already: none.
select
    artist_id,
    name
from frontroom.artists
where false

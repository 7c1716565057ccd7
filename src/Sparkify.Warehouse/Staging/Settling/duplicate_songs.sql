-- One row per staged song that is not its key's winner (R3).
with
ranked as (
    select
        s.*,
        row_number() over (partition by s.song_id order by f.uri desc, s.byte_offset desc) as place
    from backroom.staging_songs s
    join repeated_songs r on r.song_id = s.song_id
    join backroom.files f on f.file_id = s.file_id
    where f.state = 'taken'
),

compared as (
    -- A row that equals the winner in every typed column is in the winner's group; nulls are equal.
    select
        file_id,
        byte_offset,
        place,
        min(place) over (
            partition by
                artist_id, artist_latitude, artist_location, artist_longitude, artist_name,
                duration, num_songs, song_id, title, year
        ) as best_place
    from ranked
)

select
    file_id,
    byte_offset,
    best_place > 1 as is_corrected
from compared
where place > 1

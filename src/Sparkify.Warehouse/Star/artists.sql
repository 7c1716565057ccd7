-- One row per artist, from the catalogue (R9) or known only from plays (R7).
with
songs_per_name as (
    select artist_id, artist_name, count(*) as songs
    from artist_songs
    group by artist_id, artist_name
),

names as (
    select
        artist_id,
        artist_name,
        row_number() over (partition by artist_id order by songs desc, artist_name) as place
    from songs_per_name
),

places as (
    select
        artist_id,
        artist_location,
        artist_latitude,
        artist_longitude,
        row_number() over (
            partition by artist_id
            order by
                case
                    when artist_latitude is not null and artist_longitude is not null then 1
                    when artist_location is not null then 2
                    else 3
                end,
                song_id
        ) as place
    from artist_songs
)

select
    n.artist_id,
    n.artist_name as name,
    p.artist_location as location,
    p.artist_latitude as latitude,
    p.artist_longitude as longitude,
    false as is_inferred
from names n
join places p on p.artist_id = n.artist_id and p.place = 1
where n.place = 1
union all
select
    artist_id,
    min(name),
    null,
    null,
    null,
    true
from (
    select
        artist_id,
        artist as name
    from song_matches
    where is_artist_inferred
    union all
    select
        artist_id,
        name
    from kept_artists
) as inferred
group by artist_id

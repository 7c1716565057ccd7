-- title: Plays matched to the catalogue
-- question: What share of plays is matched to a song in the catalogue, and by which rule (inferred songs are not in it)?
-- bar: plays
-- reads: songplays (artist_id, match_rule, song_id)
with songs_found as (
    select
        match_rule,
        song_id,
        artist_id,
        count(*) as plays
    from frontroom.songplays
    where true
    -- given from: and start_time >= $from
    -- given to: and start_time < $to
    -- given level: and level = $level
    -- given place: and location = $place
    group by match_rule, song_id, artist_id
),

rules as (
    select
        match_rule,
        cast(sum(plays) as bigint) as plays,
        count(distinct song_id) as songs,
        count(distinct artist_id) as artists
    from songs_found
    group by match_rule
)

select
    match_rule,
    plays,
    cast(100.0 * sum(case when match_rule = 'inferred' then 0 else plays end) over () / sum(plays) over () as numeric(5, 2)) as matched_percent,
    cast(100.0 * plays / sum(plays) over () as numeric(5, 2)) as plays_percent,
    songs,
    artists
from rules
order by case match_rule when 'exact' then 1 when 'title_artist' then 2 else 3 end, match_rule

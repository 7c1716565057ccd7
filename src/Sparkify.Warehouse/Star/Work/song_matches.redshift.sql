-- One row per title, artist name and length among the plays to build: its song, and the rule that matched it (R7). Names are
-- compared by their hashes: texts that differ only in trailing blanks are equal here.
with
candidates as (
    select
        p.match_key,
        p.song,
        p.artist,
        p.length_key,
        s.song_id,
        s.artist_id,
        case when s.duration = p.length then 'exact' else 'title_artist' end as match_rule,
        row_number() over (
            partition by p.match_key, p.song, p.artist, p.length_key
            order by abs(s.duration - p.length) nulls last, s.song_id
        ) as place
    from played_songs p
    join backroom.accepted_songs s on s.match_key = p.match_key and s.title = p.song and s.artist_name = p.artist
),

inferred as (
    select
        p.match_key,
        p.song,
        p.artist,
        p.length_key,
        p.length
    from played_songs p
    left join candidates c on c.match_key = p.match_key and c.song = p.song and c.artist = p.artist and c.length_key = p.length_key
    where c.song_id is null
),

songs_per_name as (
    select
        md5(s.artist_name) as name_hash,
        s.artist_id,
        count(*) as songs
    from backroom.accepted_songs s
    join (select distinct md5(artist) as name_hash from inferred) i on i.name_hash = md5(s.artist_name)
    group by md5(s.artist_name), s.artist_id
),

artists_by_name as (
    select
        name_hash,
        artist_id,
        row_number() over (partition by name_hash order by songs desc, artist_id) as place
    from songs_per_name
)

select
    match_key,
    song,
    artist,
    length_key,
    song_id,
    artist_id,
    match_rule,
    cast(null as double precision) as inferred_duration,
    false as is_artist_inferred
from candidates
where place = 1
union all
select
    i.match_key,
    i.song,
    i.artist,
    i.length_key,
    'inferred:' || md5(md5(i.song) || md5(i.artist)),
    coalesce(a.artist_id, 'inferred:' || md5(i.artist)),
    'inferred',
    i.length,
    a.artist_id is null
from inferred i
left join artists_by_name a on a.name_hash = md5(i.artist) and a.place = 1

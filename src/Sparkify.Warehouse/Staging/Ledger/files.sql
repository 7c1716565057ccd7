-- name: known_files
-- One row per file in the ledger: the content that counts, then the one that does not count yet or never did; nulls if there is none.
select
    coalesce(c.uri, a.uri) as uri,
    c.file_id,
    c.state,
    c.size,
    c.version,
    c.content_hash,
    c.load_id,
    c.rows_read,
    a.file_id as attempt_file_id,
    a.state as attempt_state,
    a.size as attempt_size,
    a.version as attempt_version,
    a.content_hash as attempt_content_hash,
    a.load_id as attempt_load_id,
    a.rows_read as attempt_rows_read
from (select * from backroom.files where state in ('taken', 'withdrawn')) as c
full join (select * from backroom.files where state in ('pending', 'refused', 'failed')) as a on a.uri = c.uri;

-- name: uri_of_file
-- One row: the file of a content. $1 content
select uri
from backroom.files
where file_id = $1;

-- name: has_file
-- One row: how many contents the ledger knows of a file. $1 its path, or the end of it
select count(*) as contents
from backroom.files
where uri = $1 or right(uri, length($1) + 1) = '/' || $1;

-- name: touch_file
-- Records the new size and version of a file whose content did not change. $1 content, $2 size, $3 version
update backroom.files
set size = $2, version = $3
where file_id = $1;

-- name: pending_rejects
-- One row: the counts of pending files, including those of killed loads.
select
    count(*) as files,
    coalesce(sum(rows_read), 0) as rows_read,
    coalesce(sum(rows_rejected), 0) as rows_rejected
from backroom.files
where state = 'pending';

-- name: commonest_rejects
-- One row per reason and field among the rejects of pending files, the most common first, with one example.
select
    r.reason,
    r.field,
    count(*) as rows,
    min(f.uri) as example_file,
    min(r.expected) as expected
from backroom.rejects as r
inner join backroom.files as f on r.file_id = f.file_id
where f.state = 'pending'
group by r.reason, r.field
order by count(*) desc, r.reason, r.field
limit 5;

-- name: shrunken_files
-- One row per file whose pending content has fewer good rows than the one that it replaces.
select
    c.source,
    c.uri,
    c.rows_read - c.rows_rejected as rows_before,
    p.rows_read - p.rows_rejected as rows_after
from backroom.files as p
join backroom.files as c on c.uri = p.uri
where
    p.state = 'pending'
    and c.state = 'taken'
    and p.rows_read - p.rows_rejected < c.rows_read - c.rows_rejected;

-- name: rows_by_source
-- One row per source: the good rows of its files that count.
select
    source,
    coalesce(sum(rows_read - rows_rejected), 0) as rows_taken
from backroom.files
where state = 'taken'
group by source;

-- name: take_files
-- Marks pending contents as taken by this load, so that they count. $1 load
update backroom.files
set state = 'taken', load_id = $1
where state = 'pending';

-- name: refuse_files
-- Marks the files of a refused load. They keep their counts and rejects, and the next load reads them again.
update backroom.files
set state = 'refused'
where state = 'pending';

-- name: drop_pending_events
-- Deletes the staged events of a refused load.
delete from backroom.staging_events
where file_id in (select file_id from backroom.files where state = 'pending');

-- name: drop_pending_songs
-- Deletes the staged songs of a refused load.
delete from backroom.staging_songs
where file_id in (select file_id from backroom.files where state = 'pending');

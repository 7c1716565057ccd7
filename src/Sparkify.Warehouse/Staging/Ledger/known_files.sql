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
full join (select * from backroom.files where state in ('pending', 'refused', 'failed')) as a on a.uri = c.uri

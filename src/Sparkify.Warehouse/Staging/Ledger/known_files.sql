-- Every content of a file in the ledger, a content that counts before one that does not.
select
    uri,
    file_id,
    source,
    state,
    size,
    version,
    content_hash,
    load_id,
    rows_read
from backroom.files
order by case when state in ('taken', 'withdrawn') then 0 else 1 end

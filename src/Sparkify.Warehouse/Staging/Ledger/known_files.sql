-- one row per file that the ledger has a content of: the pending one, which replaces what counted before, else the one that counts
with pending as (
    select uri, file_id, size, version, content_hash
    from backroom.files
    where state = 'pending'
)

select uri, file_id, size, version, content_hash
from pending
union all
select f.uri, f.file_id, f.size, f.version, f.content_hash
from backroom.files as f
left join pending as p on p.uri = f.uri
where f.state in ('taken', 'withdrawn') and p.uri is null

-- One row per reject, in the order of files and lines. $1 a file or the end of its path, $2 a reason, $3 a load; null for all
select
    f.uri as file,
    r.line,
    r.byte_offset,
    r.field,
    r.reason,
    r.found,
    r.expected,
    r."raw",
    f.load_id,
    f.state
from backroom.rejects as r
join backroom.files as f on f.file_id = r.file_id
where (cast($1 as varchar(4096)) is null or f.uri = $1 or right(f.uri, length($1) + 1) = '/' || $1)
    and (cast($2 as varchar(32)) is null or r.reason = $2)
    and (cast($3 as bigint) is null or f.load_id = $3)
order by f.uri, r.file_id, r.byte_offset

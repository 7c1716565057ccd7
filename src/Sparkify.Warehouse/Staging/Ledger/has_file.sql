-- One row: how many contents the ledger knows of a file. $1 its path, or the end of it
select count(*) as contents
from backroom.files
where uri = $1 or right(uri, length($1) + 1) = '/' || $1

-- One row: the file that a content belongs to. $1 content
select uri
from backroom.files
where file_id = $1

-- One row: the file of a content. $1 content
select uri
from backroom.files
where file_id = $1

-- One row if any content is to be deleted from the backroom.
select 1
from backroom.discarded_files
limit 1

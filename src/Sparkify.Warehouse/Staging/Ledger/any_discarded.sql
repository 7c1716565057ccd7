-- One row when some content leaves the backroom now.
select 1
from backroom.discarded_files
limit 1

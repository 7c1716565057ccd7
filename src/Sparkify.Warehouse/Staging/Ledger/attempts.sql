-- one row per content that never counted
select uri, file_id
from backroom.files
where state in ('failed', 'refused', 'pending')

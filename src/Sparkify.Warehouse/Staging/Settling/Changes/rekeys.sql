-- One row per event whose hash another identity has, as of now.
select
    file_id,
    byte_offset,
    hash_key,
    event_key
from backroom.event_rekeys

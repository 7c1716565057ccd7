-- One row per event whose hash was taken, as it is now.
select
    file_id,
    byte_offset,
    hash_key,
    event_key
from backroom.event_rekeys

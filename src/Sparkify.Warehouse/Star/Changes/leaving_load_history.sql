-- One row per load in the front room: there are few, so the whole history is rebuilt.
select load_id
from frontroom.load_history

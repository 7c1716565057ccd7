-- One row per load that the front room shows: there are few, and the history is written anew.
select load_id
from frontroom.load_history

-- One row: what the front room shows, and the keys that its tables have.
select
    warehouse_id,
    model_version,
    load_id,
    key_preset
from frontroom.publication

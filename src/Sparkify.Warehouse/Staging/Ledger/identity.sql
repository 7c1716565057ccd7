-- One row: the warehouse's id, and the model version that wrote its backroom.
select warehouse_id, model_version
from backroom.warehouse

-- One row: who this warehouse is, and the model version its backroom was written by.
select warehouse_id, model_version
from backroom.warehouse

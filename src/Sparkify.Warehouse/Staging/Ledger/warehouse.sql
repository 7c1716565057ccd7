-- name: has_backroom
-- One row: 1 if the backroom exists, else 0.
select count(*) as schemas
from information_schema.tables
where table_schema = 'backroom'
and table_name = 'warehouse';

-- name: identity
-- One row: the warehouse's id, and the model version that wrote its backroom.
select warehouse_id, model_version
from backroom.warehouse;

-- name: create_identity
-- Gives a new warehouse its identity. $1 id, $2 model version, $3 now
insert into backroom.warehouse (warehouse_id, model_version, created_at)
values ($1, $2, $3);

-- name: set_model_version
-- Sets the backroom's model version. $1 model version
update backroom.warehouse
set model_version = $1;

-- Gives a new warehouse its identity. $1 id, $2 model version, $3 now
insert into backroom.warehouse (warehouse_id, model_version, created_at)
values ($1, $2, $3)

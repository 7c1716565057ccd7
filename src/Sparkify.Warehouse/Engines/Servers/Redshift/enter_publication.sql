-- What the front room shows from now on. $1 warehouse, $2 model version, $3 load, $4 the keys of its tables
insert into frontroom.publication (warehouse_id, model_version, load_id, key_preset)
values ($1, $2, $3, $4)

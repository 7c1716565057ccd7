-- The backroom is of this model version from now on. $1 model version
update backroom.warehouse
set model_version = $1

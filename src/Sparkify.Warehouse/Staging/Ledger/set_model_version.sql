-- Sets the backroom's model version. $1 model version
update backroom.warehouse
set model_version = $1

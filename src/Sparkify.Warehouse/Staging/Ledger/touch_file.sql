-- A file whose time changed but not its content is known under its new state. $1 content, $2 size, $3 version
update backroom.files
set size = $2, version = $3
where file_id = $1

-- Records the new size and version of a file whose content did not change. $1 content, $2 size, $3 version
update backroom.files
set size = $2, version = $3
where file_id = $1

-- One row per row that a COPY could not take, the first ones of each object. $1 the folder that it read
select
    trim(file_name) as file_name,
    line_number,
    trim(column_name) as column_name,
    trim(error_message) as error_message,
    cast(null as varchar(1024)) as field_value
from sys_load_error_detail
where file_name like $1 || '%'
order by start_time desc, file_name, line_number
limit 5

-- The same on clusters that do not keep sys_load_error_detail. $1 the folder that it read
select
    trim(filename) as file_name,
    line_number,
    trim(colname) as column_name,
    trim(err_reason) as error_message,
    trim(raw_field_value) as field_value
from stl_load_errors
where filename like $1 || '%'
order by starttime desc, filename, line_number
limit 5

-- The functions that a query may call, one row a name.
select
    function_name as name,
    max(function_name || '(' || array_to_string(parameters, ', ') || ')') as signature
from duckdb_functions()
where regexp_matches(function_name, '^[a-z][a-z0-9_]*$')
and function_type in ('scalar', 'aggregate', 'macro', 'table')
and internal
group by function_name
order by function_name

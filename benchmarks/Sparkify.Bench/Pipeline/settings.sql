-- What a DuckDB user sets for a bulk load: the order of rows in a table does not matter. Threads and memory stay at their defaults.
set preserve_insertion_order = false;

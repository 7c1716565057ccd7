-- How the connection of a load works: memory for its sorts and joins, a few rows of a large table looked up and not all of it read (as if each cost a
-- movement of a disk's head), no compiling of plans that run once, an end to a statement whose process is gone, and to one that others keep waiting.
set work_mem = '128MB';
set maintenance_work_mem = '256MB';
set temp_buffers = '64MB';
set random_page_cost = 1.1;
set jit = off;
set statement_timeout = 0;
set idle_in_transaction_session_timeout = 0;
set lock_timeout = '20s';
select set_config(name, '10s', false) from pg_settings where name = 'client_connection_check_interval'

-- What a Redshift database has and a PostgreSQL database lacks, as far as the product asks for it.
create schema standin;
grant usage on schema standin to public;

create table standin.load_errors (
    starttime timestamp not null default (now() at time zone 'UTC'),
    filename text not null,
    line_number bigint not null,
    colname text not null,
    raw_field_value text not null,
    err_reason text not null
);
grant select on standin.load_errors to public;

create view standin.stl_load_errors as
select starttime, filename, line_number, colname, raw_field_value, err_reason from standin.load_errors;

create view standin.sys_load_error_detail as
select starttime as start_time, filename as file_name, line_number, colname as column_name, err_reason as error_message from standin.load_errors;

create view standin.svv_transactions as
select a.usename as txn_owner, a.datname as txn_db, l.pid, a.xact_start at time zone 'UTC' as txn_start, l.mode as lock_mode, l.relation, l.granted
from pg_locks l
join pg_stat_activity a on a.pid = l.pid
where l.locktype = 'relation'
and l.database = (select oid from pg_database where datname = current_database());

create view standin.stv_sessions as
select backend_start at time zone 'UTC' as starttime, pid as process, usename as user_name, datname as db_name
from pg_stat_activity
where usename = current_user;

create table standin.altered_keys (
    place bigint generated always as identity,
    relation text not null,
    change text not null
);
grant select on standin.altered_keys to public;

create function standin.alter_keys(relation text, change text) returns void language sql security definer
as 'insert into standin.altered_keys (relation, change) values (relation, change)';

-- A table that nobody may read, as its grants are on a cluster; a test grants it, and fills in how tables lie.
create table standin.svv_table_info (
    "schema" text, "table" text, diststyle text, sortkey1 text, tbl_rows numeric(38, 0), size bigint, skew_rows numeric(19, 2), unsorted numeric(5, 2), stats_off numeric(5, 2)
);

create view standin.stv_slices as
select slice, 'D' as type from generate_series(0, 3) as slice;

create function standin.pg_last_copy_count() returns bigint language sql
as $$ select coalesce(nullif(current_setting('standin.copied', true), ''), '-1')::bigint $$;

create function standin.version() returns text language sql
as $$ select 'PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC gcc (GCC) 3.4.2 20041017 (Red Hat 3.4.2-6.fc3), Redshift 1.0.117891'::text $$;

create function standin.refuse(message text, detail text, state text) returns void language plpgsql
as $$ begin raise exception using message = message, detail = detail, errcode = state; end $$;

grant select on all tables in schema standin to public;
revoke select on standin.svv_table_info from public;

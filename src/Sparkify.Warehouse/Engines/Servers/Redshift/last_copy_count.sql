-- One row: how many rows the last COPY of this connection took in.
select pg_last_copy_count() as copied_rows

-- Records the start of a load. $1 load, $2 kind, $3 now
insert into backroom.loads
    (load_id, kind, state, started_at, files, rows_read, rows_accepted, rows_duplicate, rows_corrected, rows_rejected, rows_repaired)
values ($1, $2, 'running', $3, 0, 0, 0, 0, 0, 0, 0)

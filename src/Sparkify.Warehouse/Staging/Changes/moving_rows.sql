-- One row: how many rows come or go with this load, and how many there are in taken files.
select
    (
        select coalesce(sum(f.rows_read), 0)
        from backroom.files f
        left join backroom.discarded_files d on d.file_id = f.file_id
        where f.state = 'pending'
        or d.file_id is not null
    ) as rows_moving,
    (
        select coalesce(sum(rows_read), 0)
        from backroom.files
        where state = 'taken'
    ) as rows_taken

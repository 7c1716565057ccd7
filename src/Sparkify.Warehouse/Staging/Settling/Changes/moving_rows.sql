-- One row: the number of rows that this load adds or removes, and the number of rows in taken files.
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

-- One row: the times of the latest event that this load adds, and of the latest that it removes.
select
    (
        select max(e.ts)
        from backroom.staging_events e
        join (select file_id from backroom.files where state = 'pending' and source = 'events') p on p.file_id = e.file_id
    ) as arriving,
    (
        select max(e.ts)
        from backroom.staging_events e
        join backroom.discarded_files d on d.file_id = e.file_id
    ) as leaving

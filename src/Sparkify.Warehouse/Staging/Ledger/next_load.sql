-- One row: the ids of the next load and of the next file content.
select
    (select coalesce(max(load_id), 0) + 1 from backroom.loads) as load_id,
    (select coalesce(max(file_id), 0) + 1 from backroom.files) as file_id

-- One row: the numbers that the next load and the next content of a file get.
select
    (select coalesce(max(load_id), 0) + 1 from backroom.loads) as load_id,
    (select coalesce(max(file_id), 0) + 1 from backroom.files) as file_id

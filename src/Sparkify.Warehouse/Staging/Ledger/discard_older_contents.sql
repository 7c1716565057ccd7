-- For each withdrawn file the ledger keeps its newest content with a version (a failed listing has none), to detect a later change.
delete from backroom.files
where file_id in (
    select file_id
    from (
        select
            file_id,
            row_number() over (partition by uri order by case when version = '' then 1 else 0 end, file_id desc) as place
        from backroom.files
        where file_id in (select file_id from backroom.discarded_files)
    ) as contents
    where place > 1
)

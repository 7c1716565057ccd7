-- Of each file whose contents leave, the ledger keeps the newest that was listed as it is (a failed listing has no version): it tells a change.
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

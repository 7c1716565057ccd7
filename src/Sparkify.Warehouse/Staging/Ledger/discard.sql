-- name: replace_contents
-- Lists contents that a newer one of the same file replaces.
insert into backroom.discarded_files
select earlier.file_id
from backroom.files as earlier
inner join backroom.files as pending on earlier.uri = pending.uri
where earlier.state in ('taken', 'withdrawn') and pending.state = 'pending';

-- name: any_discarded
-- One row if any content is to be deleted from the backroom.
select 1
from backroom.discarded_files
limit 1;

-- name: discard_events
-- Deletes the staged events of discarded contents.
delete from backroom.staging_events
where file_id in (select file_id from backroom.discarded_files);

-- name: discard_songs
-- Deletes the staged songs of discarded contents.
delete from backroom.staging_songs
where file_id in (select file_id from backroom.discarded_files);

-- name: discard_rejects
-- Deletes the rejects of discarded contents.
delete from backroom.rejects
where file_id in (select file_id from backroom.discarded_files);

-- name: discard_files
-- Deletes the ledger entries of discarded contents.
delete from backroom.files
where file_id in (select file_id from backroom.discarded_files);

-- name: discard_older_contents
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
);

-- name: withdraw_files
-- Marks files whose contents are removed as withdrawn.
update backroom.files
set state = 'withdrawn', error = null
where file_id in (select file_id from backroom.discarded_files);

-- name: discarded
-- Empties the list of discarded contents.
delete from backroom.discarded_files;

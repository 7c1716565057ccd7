-- Marks the files of a refused load. They keep their counts and rejects, and the next load reads them again.
update backroom.files
set state = 'refused'
where state = 'pending'

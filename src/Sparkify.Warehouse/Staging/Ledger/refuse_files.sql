-- The files of a refused load keep their account and their rejects, and are tried again by the next load.
update backroom.files
set state = 'refused'
where state = 'pending'

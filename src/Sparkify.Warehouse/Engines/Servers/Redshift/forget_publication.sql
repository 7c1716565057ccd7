-- The front room is about to show something else.
delete from frontroom.publication

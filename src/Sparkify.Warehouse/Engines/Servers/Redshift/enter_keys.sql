-- The keys that the front room's tables have from now on. $1 the preset
update frontroom.publication
set key_preset = $1

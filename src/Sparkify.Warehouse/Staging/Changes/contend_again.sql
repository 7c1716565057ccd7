-- Events whose hash was taken before this load contend for it again: who wins depends on all identities there are (R11).
insert into repeated_keys
select distinct hash_key
from rekeys_before
where hash_key not in (select event_key from repeated_keys)

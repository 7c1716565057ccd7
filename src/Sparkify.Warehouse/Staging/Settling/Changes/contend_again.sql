-- Events that lost their hash to another identity before this load compete for it again: the winner depends on all identities (R11).
insert into repeated_keys
select distinct hash_key
from rekeys_before
where hash_key not in (select event_key from repeated_keys)

-- Marks killed loads as interrupted: this load holds the lock, so no other is running.
update backroom.loads
set state = 'interrupted', message = 'The process ended before the load did; a later load goes on with what it had taken in.'
where state = 'running'

-- Loads that were killed: whoever runs now holds the warehouse, so nobody else is running.
update backroom.loads
set state = 'interrupted', message = 'The process ended before the load did; a later load goes on with what it had taken in.'
where state = 'running'

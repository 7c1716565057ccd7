-- Ends the connections of loads that ran before this one and were stopped; one row per connection that has not ended yet.
select
    pid,
    pg_terminate_backend(pid) as is_asked
from pg_stat_activity
where datname = current_database()
and usename = current_user
and application_name = 'sparkify load'

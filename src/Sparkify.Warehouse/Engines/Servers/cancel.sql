-- Ends what a session of the same login runs now ($1: its process), and leaves the session open.
select pg_cancel_backend($1)

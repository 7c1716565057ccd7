-- Sessions of earlier loads: whoever holds the warehouse has ended them.
delete from backroom.load_sessions

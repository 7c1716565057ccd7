-- Sessions of earlier loads, which the holder of the warehouse has ended.
delete from backroom.load_sessions

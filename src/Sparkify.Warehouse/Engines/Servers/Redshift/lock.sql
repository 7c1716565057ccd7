-- Holds the warehouse until the transaction ends; waits for its present holder as long as a statement may take.
lock backroom.load_lock

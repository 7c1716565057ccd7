-- Holds the warehouse until the transaction ends; waits for whoever has it as long as a statement may take.
lock backroom.load_lock

-- Holds the warehouse until the transaction ends; fails at once where somebody else does.
lock table backroom.load_lock in exclusive mode nowait

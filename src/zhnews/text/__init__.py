"""text → lines and sentences; and the names, places and datelines that stand in them."""

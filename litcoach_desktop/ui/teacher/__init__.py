"""The teacher's side: the roster tab, a child's readings, and one reading word by word."""

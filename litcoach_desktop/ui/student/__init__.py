"""The child's side of the window."""

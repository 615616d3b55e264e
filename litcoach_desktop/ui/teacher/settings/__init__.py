"""The teacher's settings: one section a file, put together in `sections`."""

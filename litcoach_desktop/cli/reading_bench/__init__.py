"""`litcoach bench reading`: how well miscues are heard, over recordings of one's own readers."""

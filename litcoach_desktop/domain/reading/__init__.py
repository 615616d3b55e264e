"""What happened at each word of a reading, and what it scores under a protocol."""

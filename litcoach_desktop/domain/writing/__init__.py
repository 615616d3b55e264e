"""Writing: what a child wrote, counted as curriculum-based measurement counts it, and one thing to look at next."""

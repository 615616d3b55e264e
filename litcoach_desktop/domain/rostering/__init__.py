"""Rosters that a school hands over: what a file says, how it meets what is known, and what would change."""

"""Coaching: what a coach and its tools say to each other, and how an answer is held to the text."""

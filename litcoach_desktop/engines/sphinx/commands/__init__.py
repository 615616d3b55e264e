"""Spoken commands and answers: a grammar of what may be said now, searched beside free speech, which can win."""

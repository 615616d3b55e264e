"""Bootstrap's shares: each file joins one part of the program to what it needs."""

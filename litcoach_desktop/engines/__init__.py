"""The outside world behind the ports: one file or folder for each engine."""

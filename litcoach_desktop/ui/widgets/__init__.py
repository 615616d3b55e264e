"""Widgets that both sides of the window use."""

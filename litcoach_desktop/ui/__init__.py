"""The window: everything of Qt, and nothing that decides how a reading is judged."""

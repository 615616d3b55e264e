"""Whisper as the second listener: transcription, and its comparison with the passage by phones."""

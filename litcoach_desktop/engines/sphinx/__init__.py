"""The listener that is always there: PocketSphinx live, our own dense alignment over its acoustic model after."""

NAME = "sphinx"
VERSION = "pocketsphinx-en-us/1"
"""Kept with every mark: the acoustic model, and the version of the judge that was trained on it."""

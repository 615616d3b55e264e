"""The listener that is always there: our own tracking and dense alignment over PocketSphinx's acoustic model."""

NAME = "sphinx"
VERSION = "pocketsphinx-en-us/1"
"""Kept with every mark: the acoustic model, and the version of the judge that was trained on it."""

"""The listener that is always there: PocketSphinx live, our own dense alignment over its acoustic model after."""

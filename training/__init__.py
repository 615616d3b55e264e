"""Makes the judge's trained parts from a folder of recordings, and measures them. Never needed to run litcoach."""

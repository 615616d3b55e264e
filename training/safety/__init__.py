"""Trains the learned part of safety from sentences that we wrote: templates, their fillers and children's spelling."""

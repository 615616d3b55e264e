"""Brings models onto this machine: what there is, where it comes from, how it is checked, converted and tried."""

"""Writes: one noun per module, one verb per function, one transaction each."""

"""Reads: one question per module, typed rows out."""

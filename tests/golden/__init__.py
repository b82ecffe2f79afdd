"""Scenarios that a bookkeeper can read, carried out through every face."""

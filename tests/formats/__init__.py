"""Formats: bytes to values and back, on third-party files and on what we make up to break them."""

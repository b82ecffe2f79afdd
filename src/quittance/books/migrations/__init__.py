"""Migrations of the books, in order."""

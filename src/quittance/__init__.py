"""Quittance: accounts receivable, from the terms granted to the cent that settles."""

__version__ = "0.1.0"

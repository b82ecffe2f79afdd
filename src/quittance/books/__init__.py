"""The books: tables, constraints and the only code that writes money rows."""

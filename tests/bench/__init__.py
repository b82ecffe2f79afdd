"""Benchmarks: how many times the cost of plain SQL the product takes, both measured in one run."""

GROUPS = ("aging", "dunning", "interest", "statements", "papers", "pages", "serving", "posting", "importing")
"""Modules with a `run` that gives figures, in the order in which they run."""

DATABASES = ("sqlite", "postgresql")

REMINDERS = "reminders"
"""A group that runs by itself, over books of which everything is open, with ten items a customer."""

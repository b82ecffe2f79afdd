"""Jobs: what is done after a commit, and the worker that does it."""

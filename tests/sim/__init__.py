"""The books held against a model that is too small to be wrong."""

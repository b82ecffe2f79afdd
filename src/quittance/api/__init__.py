"""The REST face: the same verbs and questions as every other face, under /api/v1."""

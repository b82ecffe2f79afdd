"""The REST face, asked as a client asks it."""

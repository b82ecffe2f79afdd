"""Pure readers and writers: bytes to values and back."""

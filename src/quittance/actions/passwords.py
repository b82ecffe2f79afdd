"""How passwords are hashed: Argon2id with so little memory that several people may sign in to one process at once.

Parameters: the OWASP Password Storage Cheat Sheet's recommendation of 19 MiB, two passes, one lane.
"""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class Hasher(Argon2PasswordHasher):
    """Argon2id; a hash made with other parameters is renewed when its person signs in."""

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1

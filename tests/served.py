"""The product as clients of a test ask it: one stack of middleware a process, as a server keeps one."""

from __future__ import annotations

from functools import cache

from django.test import Client
from django.test.client import ClientHandler


def client() -> Client:
    """A client without cookies; making the stack looks at every static file, so that it is made once."""
    made = Client()
    made.handler = _handler()
    return made


@cache
def _handler() -> ClientHandler:
    return ClientHandler(enforce_csrf_checks=False)

"""What each job does: its name, and the function that carries it out."""

from __future__ import annotations

from collections.abc import Callable

from quittance.actions.jobs import Work

Handler = Callable[[Work], None]

HANDLERS: dict[str, Handler] = {}
"""Name of a job -> its handler. A handler may run again after a crash: what it writes goes through verbs."""


def handler(name: str) -> Callable[[Handler], Handler]:
    """Register the handler of a job."""

    def register(work: Handler) -> Handler:
        assert name not in HANDLERS, name
        HANDLERS[name] = work
        return work

    return register

"""Previews: what a form would post, shown before it is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from quittance.actions import rehearsal
from quittance.actions.command import Context
from quittance.actions.rehearsal import Rehearsed
from quittance.web.form import Form

In = TypeVar("In")
Out = TypeVar("Out")


def of(form: Form, verb: Callable[[Context, In], Out], read: Callable[[], In]) -> Rehearsed[Out] | None:
    """The rehearsal of the form as it stands; None when it was refused, see the form's faults."""
    return form.tries(lambda: rehearsal.rehearse(form.visit.context, verb, read()))

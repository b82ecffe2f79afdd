"""Batches: what may be done with many drafts or documents at once, and how a batch and its rows stand."""

from __future__ import annotations

from quittance.rules.refusals import Invalid

ISSUE, SEND, BOTH = "issue", "send", "issue_and_send"
DEEDS = (ISSUE, SEND, BOTH)
NEEDS = {ISSUE: ("drafts.issue",), SEND: ("deliveries.send",), BOTH: ("drafts.issue", "deliveries.send")}
"""What a batch does -> the permissions that it needs."""

DRAFTS, INVOICES = "drafts", "invoices"
"""Lists of which a batch may take all."""

QUEUED, RUNNING, STOPPING, STOPPED, DONE = "queued", "running", "stopping", "stopped", "done"
"""How a batch stands; a row is done too."""

WAITING, FAILED, LEFT = "waiting", "failed", "left"
"""How else a row stands."""


def check(do: str, drafts: bool, documents: bool) -> str:
    """What is to be done with the drafts or documents; raises `Invalid` when it is nothing for them."""
    if do not in DEEDS:
        raise Invalid(f"{do[:40]!r} is none of {', '.join(DEEDS)}.", field="do")
    if do == SEND and drafts:
        raise Invalid("A draft is issued before it is sent. Ask for issue_and_send.", field="do")
    if do != SEND and documents:
        raise Invalid("An invoice is issued already. Ask for send.", field="do")
    return do

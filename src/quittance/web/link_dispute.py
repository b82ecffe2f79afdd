"""What a customer who came by a link says is wrong with a document: the question, and the dispute it becomes."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

from django.http import HttpRequest

from quittance.actions import attachments, disputes, links
from quittance.actions.attachments import Place
from quittance.actions.disputes import OpenDispute
from quittance.actions.links import Guest, ViewLink
from quittance.formats import attachments as kinds
from quittance.reports.opened_disputes import Objections
from quittance.rules.refusals import Refusal

MOST_SAID = 1_500
MOST_NAME = 200
MOST_KEY = 64


@dataclass(frozen=True, slots=True)
class Said:
    """What was typed, as it is shown again; under `key` it is carried out once."""

    name: str
    reason: str
    part: str
    text: str
    key: str


def typed(request: HttpRequest) -> Said:
    """What the form holds, nothing at first."""
    post = request.POST
    names = ("name", "reason", "part", "text")
    name, reason, part, text = (post.get(one, "").strip() for one in names)
    key = post.get("key", "")
    known = 0 < len(key) <= MOST_KEY and key.isprintable()
    kept = text.replace("\r\n", "\n")[:MOST_SAID]
    return Said(name[:MOST_NAME], reason, part, kept, key if known else secrets.token_urlsafe(16))


def fault(request: HttpRequest, guest: Guest, said: Said, may: Objections, name_needed: str) -> str:
    """Open the dispute, once however often it is sent; what is wrong in the customer's words, "" for nothing."""
    file = request.FILES.get("file")
    content = file.read(kinds.MOST_BYTES + 1) if file is not None else b""
    wrong = _missing(said, may, name_needed) or (
        "" if file is None or _is_taken(content) else may.words["show_refused"]
    )
    if wrong:
        return wrong
    context = replace(guest.context, key=f"link:{guest.id}:dispute:{said.key}")
    context = replace(context, actor=replace(context.actor, name=said.name))
    data = OpenDispute(guest.target.number, said.reason, "", int(said.part), said_by=said.name, evidence=said.text)
    try:
        made = disputes.open_dispute(context, data)
        if file is not None:
            attached = replace(context, key=f"{context.key}:file")
            attachments.take_bytes(attached, Place(dispute=made.number), file.name or "", content)
    except Refusal:
        return may.words["object_refused"]
    links.view(guest.context, ViewLink(guest.id))
    return ""


def _missing(said: Said, may: Objections, name_needed: str) -> str:
    """What is still to be filled in, in the order of the form; "" for nothing."""
    words = may.words
    parts = {str(value) for value, _ in may.parts}
    for wrong, sentence in (
        (not said.reason, words["why_needed"]),
        (not said.text, words["say_needed"]),
        (not said.name, name_needed),
        (said.reason not in dict(may.reasons) or said.part not in parts, words["object_refused"]),
    ):
        if wrong:
            return sentence
    return ""


def _is_taken(content: bytes) -> bool:
    try:
        kinds.kind(content)
    except Refusal:
        return False
    return True

"""The timeline of a customer, document or payment: each event as a sentence, with who did it and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.urls import reverse

from quittance.reports import audit, cursor
from quittance.reports.audit import AuditRow, Filter
from quittance.rules import disputes, dunning, happenings
from quittance.web import timeline_collecting
from quittance.web.timeline_words import Said
from quittance.web.timeline_words import amount as _amount
from quittance.web.timeline_words import document as _document
from quittance.web.visit import Visit

ROWS = 20
FACES = {"web": "", "cli": "at the terminal", "api": "through the API", "jobs": "by a job", "link": "by the link"}
FIELDS = {
    "name": "name",
    "email": "email",
    "country": "country",
    "currency": "currency",
    "language": "language",
    "terms": "terms",
    "parent_id": "parent",
    "credit_limit": "credit limit",
    "vat_id": "VAT number",
    "iban": "IBAN",
    "external_id": "id elsewhere",
    "street": "street",
    "postcode": "postcode",
    "city": "city",
    "region": "region",
    "segment": "segment",
    "phone": "phone",
    "duty": "duty",
    "main": "main contact",
}
"""Columns that an edit may change, in words."""


@dataclass(frozen=True, slots=True)
class Told:
    """One event: a sentence, what there is to add, where it leads to ("" for nowhere), who and when."""

    icon: str
    kind: str
    title: str
    text: str
    url: str
    at: int
    who: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events, newest first; `after` continues behind the last one, "" when there are no more."""

    rows: tuple[Told, ...]
    after: str


def of(visit: Visit, wanted: Filter, after: str) -> Timeline:
    """A page of what was done; raises `Invalid` for a cursor that is none."""
    before = cursor.decode(after, (int, int)) if after else None
    place = (before[0], before[1]) if before else None
    asked = replace(wanted, outcome="done", before=place, limit=ROWS + 1)
    rows = audit.trail(visit.books, asked)
    behind = cursor.encode(rows[ROWS - 1].recorded_at, rows[ROWS - 1].id) if len(rows) > ROWS else ""
    base = visit.company.base_currency
    return Timeline(tuple(told(row, base) for row in rows[:ROWS]), behind)


def told(row: AuditRow, base: str) -> Told:
    """An event in words; one that is not known here by the words of its verb."""
    icon, kind, say = _SAID.get(row.verb) or timeline_collecting.SAID.get(row.verb) or ("info", "", _by_its_verb)
    title, text, url = say(row, base)
    icon, kind = timeline_collecting.icon_of(row) or icon, timeline_collecting.kind_of(row) or kind
    return Told(icon, kind, title, text, url, row.recorded_at, _who(row))


def _who(row: AuditRow) -> str:
    through = FACES.get(row.face, row.face)
    return f"{row.actor_name}, {through}" if through else row.actor_name


def _payment(reference: object) -> str:
    return reverse("payment", kwargs={"reference": str(reference)}) if reference else ""


def _by_its_verb(row: AuditRow, base: str) -> Said:
    return row.words.capitalize(), "", ""


def _customer(row: AuditRow, base: str) -> Said:
    return f"Customer {row.data.get('number', '')} created", "", ""


def _changed(row: AuditRow, base: str) -> Said:
    named = [FIELDS[name] for name in row.data if name in FIELDS]
    words = [
        f"{FIELDS[name]} {value}"
        for name, value in row.data.items()
        if name in FIELDS and isinstance(value, str) and value and len(value) < 60
    ]
    return f"Changed: {', '.join(named)}" if named else "Looked at and left as it was", ", ".join(words), ""


def _granted(row: AuditRow, base: str) -> Said:
    data = row.data
    said = ", ".join(str(data[name]) for name in ("reference", "reason") if data.get(name))
    return f"{data.get('terms') or 'Due at once'} granted from {data.get('valid_from', '')} on", said, ""


def _contact(row: AuditRow, base: str) -> Said:
    if row.verb == "contacts.add":
        return f"Contact {row.data.get('name', '')} added", "", ""
    if "removed" in row.data:
        return f"Contact {row.data['removed']} removed", "", ""
    return f"Contact {row.data.get('name', '')} changed", "", ""


def _invoice(row: AuditRow, base: str) -> Said:
    number = row.data.get("number", "")
    return f"Invoice {number} recorded, {_amount(row.data, base, 'total')}", "", _document(number)


def _credit(row: AuditRow, base: str) -> Said:
    number = row.data.get("number", "")
    return f"Credit note {number} recorded, {_amount(row.data, base, 'total')}", "", _document(number)


def _sent(row: AuditRow, base: str) -> Said:
    number, address = row.data.get("number", ""), row.data.get("address", "")
    state = row.data.get("state", "")
    if row.subject_kind == "statement":
        return _statement(row, number, address, state)
    title = f"{number} queued for {address}" if not state else f"{number} to {address}: {state}"
    return title, str(row.data.get("fault", "")), _document(number)


def _statement(row: AuditRow, number: object, address: object, state: object) -> Said:
    rule = str(row.data.get("rule", ""))
    url = reverse("customer-statement", kwargs={"number": str(number)}) if number else ""
    if rule:
        return "Statement held back", dunning.RULES.get(rule, rule).capitalize(), url
    title = f"Statement to {address}: {state}" if state else f"Statement queued for {address}"
    return title, str(row.data.get("fault", "")), url


def _file(row: AuditRow, base: str) -> Said:
    name = row.data.get("name", "")
    said = {
        "attachments.add": f"{name} attached",
        "attachments.mark": f"{name}: whether it goes along was changed",
        "attachments.remove": f"{name} taken off",
    }
    return said[row.verb], "", ""


def _planned(row: AuditRow, base: str) -> Said:
    return f"Statements by mail: {row.data.get('said', '')}", "", ""


def _paid(row: AuditRow, base: str) -> Said:
    reference = row.data.get("reference", "")
    pairs = [pair for pair in row.data.get("allocated", []) if isinstance(pair, list) and len(pair) == 2]
    currency = row.data.get("currency", base)
    on = [f"{_amount({'amount': amount, 'currency': currency}, base)} on {number}" for number, amount in pairs]
    return f"Payment {reference} recorded, {_amount(row.data, base)}", ", ".join(on), _payment(reference)


def _moved(row: AuditRow, base: str) -> Said:
    data = row.data
    title = f"{_amount(data, base)} of {data.get('reference', '')} moved"
    return title, f"From {data.get('from', '')} to {data.get('to', '')}", _payment(data.get("reference"))


def _refunded(row: AuditRow, base: str) -> Said:
    reference = row.data.get("reference", "")
    return f"{_amount(row.data, base)} of {reference} paid back", "", _payment(reference)


def _allocated(row: AuditRow, base: str) -> Said:
    data = row.data
    title = f"{data.get('credit', '')} met {data.get('document', '')}, {_amount(data, base)}"
    return title, "", _document(data.get("document"))


def _taken_back(row: AuditRow, base: str) -> Said:
    data = row.data
    title = f"{data.get('credit', '')} taken off {data.get('document', '')}, {_amount(data, base)}"
    return title, "It is open again.", _document(data.get("document"))


def _written_off(row: AuditRow, base: str) -> Said:
    number = row.data.get("number", "")
    title = f"{_amount(row.data, base)} written off on {number}"
    url = _payment(number) if row.subject_kind == "payment" else _document(number)
    return title, str(row.data.get("reason", "")), url


def _reversed(row: AuditRow, base: str) -> Said:
    number = row.data.get("number", "")
    kind = str(row.data.get("kind", "")).replace("_", " ")
    url = _payment(number) if row.subject_kind == "payment" else _document(number)
    return f"{kind.capitalize()} {number} reversed".strip(), str(row.data.get("reason", "")), url


def _applied(row: AuditRow, base: str) -> Said:
    data = row.data
    if row.subject_kind == happenings.DEDUCTION:
        words = f"{disputes.words(str(data.get('reason', '')))}, {data.get('owner', '')}"
        return f"{_amount(data, base)} of {data.get('document', '')} left out", words, _document(data.get("document"))
    title, on, url = _paid(row, base)
    return title.replace(" recorded,", " came in,"), on, url


def _resolved(row: AuditRow, base: str) -> Said:
    data = row.data
    ways = {
        "credit": f"credited by {data.get('number', '')}",
        "write_off": "written off",
        "reject": "charged back",
        "settled": "settled",
    }
    ended = ways.get(str(data.get("way")), "resolved")
    title = f"Deduction of {_amount(data, base)} on {data.get('document', '')} {ended}"
    return title, str(data.get("resolution", "")), _document(data.get("document"))


def _returned(row: AuditRow, base: str) -> Said:
    data = row.data
    reopened = [str(pair[0]) for pair in data.get("reopened", []) if isinstance(pair, list) and pair]
    said = str(data.get("reason", ""))
    said += f". Open again: {', '.join(reopened)}" if reopened else ""
    said += f". {data['fee_number']} charges the fee" if data.get("fee_number") else ""
    reference = data.get("reference", "")
    return f"Payment {reference} returned, {_amount(data, base)}", said, _payment(reference)


def _draft(row: AuditRow, base: str) -> Said:
    source = row.data.get("source", "")
    said = {
        "drafts.save": f"Draft written, {_amount(row.data, base, 'total')}",
        "drafts.copy": f"Draft copied{f' from {source}' if source else ''}, {_amount(row.data, base, 'total')}",
        "drafts.edit": f"Draft changed, {_amount(row.data, base, 'total')}",
        "drafts.remove": f"Draft thrown away, {_amount(row.data, base, 'total')}",
        "drafts.request": f"Approval asked for, {_amount(row.data, base, 'total')}",
        "drafts.approve": f"Draft approved, {_amount(row.data, base, 'total')}",
        "drafts.refuse": "Draft refused",
    }
    alive = row.verb != "drafts.remove" and row.subject_id is not None
    url = reverse("draft", kwargs={"id": row.subject_id}) if alive else ""
    return said[row.verb], str(row.data.get("reason", "")), url


def _issued(row: AuditRow, base: str) -> Said:
    decided = row.data.get("decided_by", "")
    said = f"Approved by {decided}" if decided else ""
    return f"{row.data.get('number', '')} issued from a draft", said, _document(row.data.get("number"))


def _estimate(row: AuditRow, base: str) -> Said:
    data, number = row.data, row.data.get("number", "")
    said = {
        "estimates.write": f"Estimate {number} written, {_amount(data, base, 'total')}",
        "estimates.edit": f"Estimate {number} changed, {_amount(data, base, 'total')}",
        "estimates.mark_sent": f"Estimate {number} sent",
        "estimates.accept": f"Estimate {number} accepted",
        "estimates.decline": f"Estimate {number} declined",
        "estimates.convert": f"Estimate {number} became {data.get('invoice') or 'a draft'}",
    }
    who = data.get("decided_with", "")
    more = [f"By {who}" if who else "", str(data.get("reason", ""))]
    url = reverse("estimate", kwargs={"number": str(number)}) if number else ""
    return said[row.verb], ". ".join(one for one in more if one), url


def _bounced(row: AuditRow, base: str) -> Said:
    late = row.data.get("kind") == "soft"
    title = f"Mail to {row.data.get('address', '')} {'is late' if late else 'came back'}"
    return title, str(row.data.get("said", "")), ""


def _link(row: AuditRow, base: str) -> Said:
    said = {
        "links.make": "Link made",
        "links.revoke": "Link revoked",
        "links.view": "Seen by the customer",
    }
    until = f"until {row.data['until']}" if "until" in row.data else ""
    return said[row.verb], until, ""


def _period(row: AuditRow) -> str:
    data = row.data
    made = data.get("number") or ("a draft" if data.get("draft_id") else "")
    return f"made: {made}" if made else "was not made, and is tried again in a day"


def _recurring(row: AuditRow, base: str) -> Said:
    data = row.data
    said = {
        "recurring.start": f"Repeats {data.get('said', '')}, {_amount(data, base, 'total')}",
        "recurring.edit": f"From {data.get('from', '')} on it says {_amount(data, base, 'total')}",
        "recurring.pause": "Schedule paused",
        "recurring.resume": "Schedule resumed",
        "recurring.stop": "Schedule ended",
        "recurring.run": f"Period {data.get('n', '')} {_period(row)}",
    }
    url = reverse("recurring", kwargs={"id": row.subject_id}) if row.subject_id else ""
    return said[row.verb], str(data.get("fault", "")), url


_SAID: dict[str, tuple[str, str, Callable[[AuditRow, str], Said]]] = {
    "customers.create": ("people", "", _customer),
    "customers.edit": ("people", "", _changed),
    "terms.grant": ("cal", "", _granted),
    "contacts.add": ("people", "", _contact),
    "contacts.edit": ("people", "", _contact),
    "invoices.record": ("doc", "", _invoice),
    "credits.record": ("swap", "ok", _credit),
    "deliveries.send": ("letter", "", _sent),
    "attachments.add": ("clip", "", _file),
    "attachments.mark": ("clip", "", _file),
    "attachments.remove": ("x", "", _file),
    "statements.send": ("letter", "", _sent),
    "statements.plan": ("cal", "", _planned),
    "bounces.take_in": ("letter", "bad", _bounced),
    "links.make": ("key", "", _link),
    "links.revoke": ("x", "", _link),
    "links.view": ("eye", "ok", _link),
    "recurring.start": ("cal", "", _recurring),
    "recurring.edit": ("compare", "", _recurring),
    "recurring.pause": ("hold", "", _recurring),
    "recurring.resume": ("right", "", _recurring),
    "recurring.stop": ("x", "", _recurring),
    "recurring.run": ("cal", "", _recurring),
    "estimates.write": ("doc", "", _estimate),
    "estimates.edit": ("compare", "", _estimate),
    "estimates.mark_sent": ("letter", "", _estimate),
    "estimates.accept": ("check", "ok", _estimate),
    "estimates.decline": ("x", "bad", _estimate),
    "estimates.convert": ("doc", "", _estimate),
    "drafts.save": ("doc", "", _draft),
    "drafts.copy": ("doc", "", _draft),
    "drafts.edit": ("doc", "", _draft),
    "drafts.remove": ("x", "", _draft),
    "drafts.request": ("eye", "", _draft),
    "drafts.approve": ("check", "ok", _draft),
    "drafts.refuse": ("x", "bad", _draft),
    "drafts.issue": ("check", "ok", _issued),
    "payments.record": ("bank", "ok", _paid),
    "cash.apply": ("bank", "ok", _applied),
    "deductions.resolve": ("dispute", "", _resolved),
    "cash.return_payment": ("swap", "bad", _returned),
    "payments.move": ("swap", "", _moved),
    "payments.refund": ("up", "", _refunded),
    "allocations.allocate": ("check", "ok", _allocated),
    "allocations.unallocate": ("x", "bad", _taken_back),
    "writeoffs.write_off": ("x", "", _written_off),
    "reversals.reverse": ("swap", "bad", _reversed),
}
"""Verb -> icon, colour and what says it."""

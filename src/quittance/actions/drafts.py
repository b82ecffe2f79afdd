"""Drafts: documents written before they are issued, changed by version, copied, thrown away, and issued."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from quittance.actions import attachments, command, credits, invoices, issuing
from quittance.actions.command import Actor, Context, Subject
from quittance.actions.credits import RecordCreditNote
from quittance.actions.invoices import RecordInvoice
from quittance.actions.issuing import Gate, Warned
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.reports import agreed, catalogue
from quittance.reports import books as companies
from quittance.reports import document as documents
from quittance.reports import drafts as reports
from quittance.reports.catalogue import Buyer
from quittance.rules import currency as currencies
from quittance.rules import draft as rules
from quittance.rules import money
from quittance.rules.draft import Content
from quittance.rules.ledger import CREDIT_NOTE, DEPOSIT, INVOICE
from quittance.rules.refusals import Changed, Invalid, NotFound

RECORDS = {kind: "credits.record" if kind == CREDIT_NOTE else "invoices.record" for kind in rules.KINDS}
"""Kind of a draft -> the verb whose permission issuing it needs as well."""


COLUMNS = (
    "tenant_id id entity_id customer_id kind state version currency total content reason made_by asked_by decided_by "
    "makers recorded_at changed_at"
)


@dataclass(frozen=True, slots=True)
class SaveDraft:
    """An invoice, a deposit, a credit note or a debit note to be."""

    content: Content
    kind: str = INVOICE


@dataclass(frozen=True, slots=True)
class EditDraft:
    """What a draft says from now on, in place of all it said in `version`."""

    id: int
    version: int
    content: Content


@dataclass(frozen=True, slots=True)
class CopyDraft:
    """A new draft like a document (`number`) or like another draft (`id`), to be dated and numbered anew."""

    number: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class RemoveDraft:
    """A draft to be thrown away, as it stood in `version`; 0 is as it stands."""

    id: int
    version: int = 0


@dataclass(frozen=True, slots=True)
class IssueDraft:
    """A draft to be issued as it stood in `version`; 0 is as it stands."""

    id: int
    version: int = 0


@dataclass(frozen=True, slots=True)
class DraftKept:
    """A draft as it stands: its version, its state and what it comes to."""

    id: int
    version: int
    kind: str
    state: str
    customer_number: str
    currency: str
    total: str


@dataclass(frozen=True, slots=True)
class DraftIssued:
    """The document that a draft has become; `warnings` would delay its payment."""

    draft_id: int
    id: int
    number: str
    customer_number: str
    currency: str
    total: str
    warnings: tuple[Warned, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """A draft as it was read, with the customer it is for and who has made it."""

    id: int
    version: int
    kind: str
    state: str
    customer_id: int
    currency: str
    total: int
    content: Content
    makers: tuple[str, ...]
    decided_by: str


@command.verb("drafts.save", DraftKept)
def save(context: Context, data: SaveDraft) -> DraftKept:
    """Write a new draft; raises `NotFound` without its customer, `Invalid` for what can never be issued."""
    return made(context, rules.check_kind(data.kind), data.content, "drafts.save")


@command.verb("drafts.copy", DraftKept)
def copy(context: Context, data: CopyDraft) -> DraftKept:
    """Write a draft like a document or another draft; raises `NotFound`."""
    if not data.number:
        held = found(context, data.id)
        kind, content = held.kind, held.content
    else:
        kind, content = of_document(context, data.number)
    fresh = rules.afresh(content)
    return made(context, rules.check_kind(kind), fresh, "drafts.copy", data.number)


@command.verb("drafts.edit", DraftKept)
def edit(context: Context, data: EditDraft) -> DraftKept:
    """Change a draft; raises `Changed` when somebody else has meanwhile. An approval does not outlast an edit."""
    if data.version < 1:
        raise Invalid("Name the version that you have read.", field="version")
    held = found(context, data.id)
    content = rules.check(data.content, context.today)
    customer_id, currency = customer(context, content)
    content = filled(context, content, customer_id, currency)
    total = rules.comes_to(content, currency).total
    makers = json.dumps(sorted({*held.makers, maker(context.actor)}))
    write(
        context,
        held,
        data.version,
        "customer_id = %s, currency = %s, total = %s, content = %s, state = %s, makers = %s, reason = '', "
        "asked_by = '', decided_by = ''",
        [customer_id, currency, total, rules.encode(content), rules.DRAFT, makers],
    )
    said = {"total": money.write(total, currency), "currency": currency, "version": data.version + 1}
    command.note(context, "drafts.edit", Subject("draft", held.id, customer_id), said)
    amount = money.write(total, currency)
    number = content.customer_number
    return DraftKept(held.id, data.version + 1, held.kind, rules.DRAFT, number, currency, amount)


@command.verb("drafts.remove", DraftKept)
def remove(context: Context, data: RemoveDraft) -> DraftKept:
    """Throw a draft away; nothing of it was in the books. Raises `Changed` when it was changed meanwhile."""
    held = found(context, data.id)
    check_version(held, data.version)
    sql.execute(
        "UPDATE estimate SET draft_id = NULL WHERE tenant_id = %s AND draft_id = %s", [context.tenant_id, held.id]
    )
    sql.execute(
        "UPDATE recurrence SET draft_id = NULL WHERE tenant_id = %s AND draft_id = %s", [context.tenant_id, held.id]
    )
    attachments.thrown_away(context, held.id)
    gone = sql.execute(
        "DELETE FROM draft WHERE tenant_id = %s AND entity_id = %s AND id = %s AND version = %s "
        "AND document_id IS NULL",
        [context.tenant_id, context.entity_id, held.id, held.version],
    )
    if not gone:
        raise _changed()
    said = {"total": money.write(held.total, held.currency), "currency": held.currency}
    command.note(context, "drafts.remove", Subject("draft", held.id, held.customer_id), said)
    return kept(held, held.version, held.state)


@command.verb("drafts.issue", DraftIssued)
def issue(context: Context, data: IssueDraft) -> DraftIssued:
    """Issue a draft: it takes the next number and is posted; raises what `invoices.record` raises, and `Changed`."""
    return issued(context, found(context, data.id), data.version)


def of_document(context: Context, number: str) -> tuple[str, Content]:
    """Kind and content of a document to be written again; terms that were simply the customer's are left to it."""
    card = documents.card(companies.of(context), number, context.today)
    content = reports.content(card)
    row = sql.row(
        "SELECT id, terms FROM customer WHERE tenant_id = %s AND number = %s",
        [context.tenant_id, card.row.customer_number],
    )
    own = row is not None and agreed.of_day(context, row[0], card.row.issued_on, row[1]) == content.terms
    kind = DEPOSIT if card.ties.is_deposit else card.row.kind
    return kind, replace(content, terms="") if own else content


def issued(context: Context, held: Held, version: int) -> DraftIssued:
    """The one way in which a draft becomes a document; the transaction is the caller's."""
    check_version(held, version)
    command.check_allowed(context, RECORDS[held.kind])
    gate = issuing.checked if held.state == rules.APPROVED else issuing.alone
    document = posted(context, held.kind, held.content, gate)
    write(context, held, version, "document_id = %s, state = %s", [document.id, rules.ISSUED])
    attachments.issued(context, held.id, document.id)
    said = {"number": document.number, "total": document.total, "currency": document.currency}
    said |= {"draft_id": str(held.id), "decided_by": held.decided_by}
    command.note(context, "drafts.issue", Subject("document", document.id, held.customer_id), said)
    return replace(document, draft_id=held.id)


def posted(context: Context, kind: str, content: Content, gate: Gate) -> DraftIssued:
    """Post what a content says as an invoice or credit note dated on its day, or today."""
    on = content.issued_on or context.today
    same = {
        "customer_number": content.customer_number,
        "issued_on": on,
        "total": content.total,
        "currency": content.currency,
        "external_id": content.external_id,
        "note": content.note,
        "rate": content.rate,
        "lines": content.lines,
        "charges": content.charges,
        "prices": content.prices,
    }
    if kind == CREDIT_NOTE:
        note = RecordCreditNote(**same, corrects=content.corrected)  # type: ignore[arg-type]
        credited = credits.posted(context, note, gate)
        return DraftIssued(0, credited.id, credited.number, credited.customer_number, credited.currency, credited.total)
    more: dict[str, Any] = {"due_on": content.due_on, "terms": content.terms, "purchase_order": content.purchase_order}
    more |= {"goods_on": content.goods_on, "draws": content.draws, "kind": kind, "corrects": content.corrected}
    billed = invoices.posted(context, RecordInvoice(**same, **more), gate)  # type: ignore[arg-type]
    return DraftIssued(
        0, billed.id, billed.number, billed.customer_number, billed.currency, billed.total, billed.warnings
    )


def made(context: Context, kind: str, given: Content, verb: str, source: str = "") -> DraftKept:
    """A new draft, within a verb that writes one."""
    content = rules.check(given, context.today)
    customer_id, currency = customer(context, content)
    content = filled(context, content, customer_id, currency)
    total, id = rules.comes_to(content, currency).total, new_id()
    makers = json.dumps([maker(context.actor)])
    row = [context.tenant_id, id, context.entity_id, customer_id, kind, rules.DRAFT, 1, currency, total]
    row += [rules.encode(content), "", context.actor.name, "", "", makers, context.now, context.now]
    sql.insert("draft", COLUMNS.split(), [row])
    said = {"kind": kind, "total": money.write(total, currency), "currency": currency}
    said |= {"source": source} if source else {}
    command.note(context, verb, Subject("draft", id, customer_id), said)
    return DraftKept(id, 1, kind, rules.DRAFT, content.customer_number, currency, money.write(total, currency))


def found(context: Context, id: int) -> Held:
    """The draft of that id that is not issued yet; raises `NotFound`."""
    row = sql.row(
        "SELECT f.id, f.version, f.kind, f.state, f.customer_id, f.currency, f.total, f.content, f.makers, "
        "f.decided_by, c.number FROM draft f JOIN customer c ON c.tenant_id = f.tenant_id AND c.id = f.customer_id "
        "WHERE f.tenant_id = %s AND f.entity_id = %s AND f.id = %s AND f.document_id IS NULL",
        [context.tenant_id, context.entity_id, command.check_id(id)],
    )
    if row is None:
        raise NotFound("There is no such draft, or it is issued already.", field="id")
    content = replace(rules.decode(row[7]), customer_number=row[10])
    id, version, kind, state, customer_id, currency, total = row[:7]
    makers = tuple(json.loads(row[8]))
    return Held(id, version, kind, state, customer_id, currency, total, content, makers, row[9])


def write(context: Context, held: Held, version: int, change: str, values: list[object]) -> None:
    """Change the columns of a draft that stands at `version`, and count it; raises `Changed` when it does not."""
    check_version(held, version)
    changed = sql.execute(
        f"UPDATE draft SET {change}, version = version + 1, changed_at = %s "
        "WHERE tenant_id = %s AND entity_id = %s AND id = %s AND version = %s AND document_id IS NULL",
        [*values, context.now, context.tenant_id, context.entity_id, held.id, held.version],
    )
    if not changed:
        raise _changed()


def check_version(held: Held, version: int) -> None:
    """Raise `Changed` when the draft was read at another version than the one named; 0 names none."""
    if version not in (0, held.version):
        raise _changed()


def kept(held: Held, version: int, state: str) -> DraftKept:
    """The result of a verb that leaves what a draft says as it is."""
    number, amount = held.content.customer_number, money.write(held.total, held.currency)
    return DraftKept(held.id, version, held.kind, state, number, held.currency, amount)


def maker(actor: Actor) -> str:
    """An identity as it stands among the makers of a draft."""
    return f"{actor.kind}:{actor.id}"


def filled(context: Context, content: Content, customer_id: int, currency: str) -> Content:
    """The content with what the items of its lines say."""
    buyer = Buyer(customer_id, content.issued_on or context.today, currency)
    return replace(content, lines=catalogue.filled(context, content.lines, buyer))


def customer(context: Context, content: Content) -> tuple[int, str]:
    """The id of the customer and the currency of a document to be; raises `NotFound`."""
    row = sql.row(
        "SELECT id, currency FROM customer WHERE tenant_id = %s AND number = %s",
        [context.tenant_id, content.customer_number],
    )
    if row is None:
        said = f"There is no customer {content.customer_number[:60]!r}. Check the number or create it first."
        raise NotFound(said, field="customer_number")
    return row[0], currencies.check((content.currency.strip() or row[1]).upper())


def _changed() -> Changed:
    return Changed("Somebody has changed this draft meanwhile. Look at it again and repeat.")

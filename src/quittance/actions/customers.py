"""Customers and the people there: created and edited, each change an event."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from quittance.actions import command, former, particulars
from quittance.actions import terms as granting
from quittance.actions.command import Context, Subject
from quittance.books import agreed, series, sql
from quittance.books.keys import new_id
from quittance.rules import currency as currencies
from quittance.rules import granted, money, terms, text
from quittance.rules.refusals import Changed, Conflict, Duplicate, Invalid, NotFound
from quittance.rules.totals import LATER

MOST_GENERATIONS = 8
MOST_SEGMENT = 60
"""Characters of a segment's name."""


@dataclass(frozen=True, slots=True)
class CreateCustomer:
    """A customer to be; `currency` "" is the company's, `number` "" takes the next free one.

    `segment` is a group of the company's own naming, such as Key accounts, by which policies and lists tell customers
    apart; a known one keeps its spelling.
    """

    name: str
    number: str = ""
    email: str = ""
    country: str = ""
    currency: str = ""
    language: str = "en"
    terms: str = ""
    parent_number: str = ""
    credit_limit: str = ""
    vat_id: str = ""
    iban: str = ""
    external_id: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    segment: str = ""


@dataclass(frozen=True, slots=True)
class CustomerKept:
    """The customer as it is now; `version` counts edits."""

    id: int
    number: str
    version: int


@dataclass(frozen=True, slots=True)
class EditCustomer:
    """Changes to a customer; None leaves a field. `version` 0 skips the check against a lost update.

    Papers already issued go on saying the name and address that they were issued with, unless this is a `correction`.
    """

    number: str
    version: int = 0
    name: str | None = None
    email: str | None = None
    country: str | None = None
    currency: str | None = None
    language: str | None = None
    terms: str | None = None
    parent_number: str | None = None
    credit_limit: str | None = None
    vat_id: str | None = None
    iban: str | None = None
    external_id: str | None = None
    street: str | None = None
    postcode: str | None = None
    city: str | None = None
    region: str | None = None
    segment: str | None = None
    correction: bool = field(default=False, metadata=LATER)


ON_PAPER = ("name", "vat_id", "language", *particulars.ADDRESS, "country")
"""What a paper says of a customer."""

COLUMNS = [
    "tenant_id",
    "id",
    "number",
    "name",
    "kind",
    "email",
    "country",
    "currency",
    "language",
    "terms",
    "parent_id",
    "credit_limit",
    "vat_id",
    "iban",
    "external_id",
    "search",
    "version",
    "recorded_at",
    *particulars.ADDRESS,
    "segment",
]


@command.verb("customers.create", CustomerKept)
def create(context: Context, data: CreateCustomer) -> CustomerKept:
    """Create a customer; raises `Duplicate` when the number is taken."""
    base = _base_currency(context)
    currency = currencies.check((data.currency.strip() or base).upper())
    number = text.clean(data.number, "number", 64) or series.take_customer(context.tenant_id, context.entity_id)
    if _find(context, number) is not None:
        raise Duplicate(f"Customer {number} exists already. Use another number.", field="number")
    fields = checked(context, data, currency)
    kept = CustomerKept(new_id(), number, 1)
    values = [
        context.tenant_id,
        kept.id,
        number,
        fields["name"],
        "customer",
        fields["email"],
        fields["country"],
    ]
    values += [currency, fields["language"], fields["terms"], fields["parent_id"], fields["credit_limit"]]
    values += [
        fields["vat_id"],
        fields["iban"],
        fields["external_id"],
        search_text(number, str(fields["name"])),
    ]
    address = [fields[name] for name in particulars.ADDRESS]
    sql.insert("customer", COLUMNS, [[*values, 1, context.now, *address, fields["segment"]]])
    command.note(context, "customers.create", Subject("customer", kept.id, kept.id), {"number": number})
    return kept


@command.verb("customers.edit", CustomerKept)
def edit(context: Context, data: EditCustomer) -> CustomerKept:
    """Change a customer; raises `Changed` when somebody else changed it after `version`."""
    found = _find(context, data.number, lock=True)
    if found is None:
        raise NotFound(f"There is no customer {data.number!r}.", field="number")
    id, version, currency, name, vat_id = found
    if data.vat_id is not None and data.vat_id.strip() == vat_id:
        data = replace(data, vat_id=None)
    if data.version and data.version != version:
        raise Changed("Somebody has changed this customer meanwhile. Look at it again and repeat.")
    if data.currency is not None and data.currency != currency:
        currency = _changed_currency(context, id, data.currency)
    changes = checked(context, data, currency, own_id=id)
    if data.currency is not None:
        changes["currency"] = currency
    _keep_terms(context, id, changes)
    if not changes:
        command.note(context, "customers.edit", Subject("customer", id, id), {})
        return CustomerKept(id, data.number, version)
    changes["search"] = search_text(data.number, str(changes.get("name", name)))
    if not data.correction:
        shown = {name: value for name, value in changes.items() if name in ON_PAPER}
        former.keep(context, "customer", id, ON_PAPER, shown)
    stored = {column: value for column, value in changes.items() if column != "terms"}
    sets = ", ".join(f"{column} = %s" for column in stored)
    sql.execute(
        f"UPDATE customer SET {sets}, version = version + 1 WHERE tenant_id = %s AND id = %s",
        [*stored.values(), context.tenant_id, id],
    )
    said = {column: value for column, value in changes.items() if column != "search"}
    command.note(context, "customers.edit", Subject("customer", id, id), said)
    return CustomerKept(id, data.number, version + 1)


def _keep_terms(context: Context, id: int, changes: dict[str, object]) -> None:
    """Changed terms are granted from today, so that the history keeps the older ones; the same ones are no change."""
    if "terms" not in changes:
        return
    row = sql.row("SELECT terms FROM customer WHERE tenant_id = %s AND id = %s", [context.tenant_id, id])
    grants = agreed.grants(context.tenant_id, [id]).get(id, ())
    if changes["terms"] == granted.in_force(grants, context.today, row[0] if row else ""):
        del changes["terms"]
        return
    granting.add(context, id, granting.GrantTerms("", str(changes["terms"]), context.today))


def search_text(number: str, name: str) -> str:
    """What the customer list and the palette search in."""
    return f"{name} {number}".casefold()[:500]


def checked(context: Context, data: CreateCustomer | EditCustomer, currency: str, own_id: int = 0) -> dict[str, object]:
    """Checked columns for every field that is given; raises `Invalid` or `NotFound` naming the field."""
    checks: dict[str, Callable[[str], object]] = {
        "name": lambda value: text.clean(value, "name", 300, needed=True),
        "email": text.email,
        "country": text.country,
        "language": lambda value: text.clean(value, "language", 8) or "en",
        "terms": _terms,
        "vat_id": particulars.vat_id,
        "iban": particulars.iban,
        "external_id": lambda value: text.clean(value, "external_id", 128),
        **particulars.ADDRESS,
        "segment": lambda value: segment(value, segments(context) if value.strip() else {}),
    }
    made: dict[str, object] = {
        name: check(getattr(data, name)) for name, check in checks.items() if getattr(data, name) is not None
    }
    if data.parent_number is not None:
        made["parent_id"] = _parent(context, data.parent_number, own_id)
    if data.credit_limit is not None:
        made["credit_limit"] = _limit(data.credit_limit, currency)
    return made


def segments(context: Context) -> dict[str, str]:
    """Segments that customers belong to, by their case-folded name. Index customer_segment."""
    found = sql.rows(
        "SELECT DISTINCT segment FROM customer WHERE tenant_id = %s AND segment <> '' ORDER BY segment DESC",
        [context.tenant_id],
    )
    return {row[0].casefold(): row[0] for row in found}


def segment(given: str, known: Mapping[str, str]) -> str:
    """A segment in one line, in the spelling of the `known` one where there is one; raises `Invalid`."""
    said = " ".join(particulars.short("segment", MOST_SEGMENT)(given).split())
    return known.get(said.casefold(), said)


def _terms(given: str) -> str:
    """Terms that can be read, as they were written; "" for none."""
    written = text.clean(given, "terms", 200)
    if written:
        terms.read(written)
    return written


def _limit(given: str, currency: str) -> int | None:
    if not given.strip():
        return None
    limit = money.read(given, currency, field="credit_limit")
    if limit < 0:
        raise Invalid("A credit limit cannot be below zero.", field="credit_limit")
    return limit


def _parent(context: Context, number: str, own_id: int) -> int | None:
    if not number.strip():
        return None
    found = _find(context, number.strip())
    if found is None:
        raise NotFound(f"There is no customer {number!r} to be the parent.", field="parent_number")
    above: int | None = found[0]
    for _ in range(MOST_GENERATIONS):
        if above is None:
            return int(found[0])
        if above == own_id:
            break
        row = sql.row("SELECT parent_id FROM customer WHERE tenant_id = %s AND id = %s", [context.tenant_id, above])
        above = row[0] if row else None
    raise Invalid("A customer cannot stand above itself, nor more than eight deep.", field="parent_number")


def _changed_currency(context: Context, id: int, wanted: str) -> str:
    used = sql.row("SELECT 1 FROM open_item WHERE tenant_id = %s AND customer_id = %s LIMIT 1", [context.tenant_id, id])
    if used:
        raise Conflict("The currency is fixed once something was posted to the customer.", field="currency")
    return currencies.check(wanted.strip().upper())


def _find(context: Context, number: str, lock: bool = False) -> tuple[int, int, str, str, str] | None:
    tail = " FOR UPDATE" if lock and sql.on_postgresql() else ""
    found = sql.row(
        f"SELECT id, version, currency, name, vat_id FROM customer WHERE tenant_id = %s AND number = %s{tail}",
        [context.tenant_id, number],
    )
    return None if found is None else (found[0], found[1], found[2], found[3], found[4])


def _base_currency(context: Context) -> str:
    found = sql.row(
        "SELECT base_currency FROM entity WHERE tenant_id = %s AND id = %s",
        [context.tenant_id, context.entity_id],
    )
    assert found is not None
    return str(found[0])

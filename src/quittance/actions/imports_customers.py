"""Customers of an import: checked as one by one, compared with the books, and made in one go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from quittance.actions import customers, particulars
from quittance.actions.command import Subject
from quittance.actions.customers import COLUMNS, MOST_GENERATIONS, EditCustomer, search_text
from quittance.actions.imports_draft import Draft
from quittance.books import bulk
from quittance.books.lock import CustomerFacts
from quittance.rules import currency as currencies
from quittance.rules import terms, text
from quittance.rules.exchange import COLUMNS as EXCHANGE
from quittance.rules.exchange import CUSTOMERS
from quittance.rules.refusals import Duplicate, Invalid, NotFound, Refusal

Rows = list[tuple[int, list[str]]]
NAMES = EXCHANGE[CUSTOMERS]
PARENT = NAMES.index("parent_number")
EXTERNAL = NAMES.index("external_id")
SEGMENT = NAMES.index("segment")


def plan(draft: Draft, rows: Rows) -> None:
    """Add the customers of the rows to the draft; parents stand above their children or are in the books.

    A ledger names its customers again and again: those that are known are left as they are.
    """
    held = draft.facts.customers(values[0].strip() for _, values in rows)
    owners = draft.facts.customers_by_external(values[EXTERNAL].strip() for _, values in rows)
    known = customers.segments(draft.context) if any(values[SEGMENT].strip() for _, values in rows) else {}
    family = _Family(draft, (values[PARENT].strip() for _, values in rows))
    seen: dict[str, int] = {}
    for row, values in rows:
        number = values[0].strip()
        if draft.ledger and (number in held or number in draft.customers):
            continue
        try:
            if number in seen and not draft.ledger:
                raise Duplicate(f"The same number as in row {seen[number]}. Keep one of the two.", field="number")
            seen[number] = row
            made = _checked(draft, values, number)
            made["segment"] = customers.segment(values[SEGMENT], known)
            known.setdefault(made["segment"].casefold(), made["segment"])
            if number in held:
                _compare(made, values, held[number])
                draft.leave(CUSTOMERS, made["currency"])
                continue
            draft.check_allowed("customers.create")
            taken = owners.setdefault(made["external_id"], number) if made["external_id"] else number
            if taken != number:
                raise Duplicate(f"Customer {taken} has that external id. Correct one of them.", field="external_id")
            _add(draft, number, made, family.parent(values[PARENT].strip()))
            family.add(draft.customers[number])
        except Refusal as refusal:
            draft.refuse(CUSTOMERS, row, refusal)


def write(draft: Draft) -> None:
    """Insert the new customers of the draft."""
    bulk.insert("customer", COLUMNS, draft.new_customers)


class _Family:
    """The parents that rows name, how deep each stands, and the customers made so far."""

    def __init__(self, draft: Draft, numbers: Iterable[str]) -> None:
        found = draft.facts.ids_of_customers(numbers)
        self._ids = {**found, **{one.number: one.id for one in draft.customers.values()}}
        self._above = {one.id: one.parent_id for one in draft.customers.values()}
        wanted = set(found.values())
        for _ in range(MOST_GENERATIONS):
            known = draft.facts.parents(wanted - set(self._above))
            self._above |= known
            wanted = {id for id in known.values() if id is not None}

    def parent(self, number: str) -> int | None:
        """The id of the parent; raises `NotFound` when there is none, `Invalid` when it stands too deep."""
        if not number:
            return None
        if number not in self._ids:
            raise NotFound(
                f"There is no customer {number!r} to be the parent. Correct the number, or add that customer.",
                field="parent_number",
            )
        above: int | None = self._ids[number]
        for _ in range(MOST_GENERATIONS):
            if above is None:
                return self._ids[number]
            above = self._above.get(above)
        raise Invalid("A customer cannot stand more than eight deep.", field="parent_number")

    def add(self, one: CustomerFacts) -> None:
        """A customer that later rows may name as their parent."""
        self._ids[one.number] = one.id
        self._above[one.id] = one.parent_id


def _checked(draft: Draft, values: list[str], number: str) -> dict[str, Any]:
    """Columns of a row; a VAT id is taken as it stands, for the ledger that is left may hold worse."""
    given = dict(zip(NAMES, values, strict=True))
    currency = currencies.check((given["currency"].strip() or draft.entity.base_currency).upper())
    text.clean(number, "number", 64, needed=True)
    if given["terms"].strip():
        terms.read(given["terms"])
    data = EditCustomer(
        number=number,
        name=given["name"],
        email=given["email"],
        country=given["country"],
        language=given["language"],
        terms=given["terms"],
        credit_limit=given["credit_limit"],
        iban=given["iban"],
        external_id=given["external_id"],
        street=given["street"],
        postcode=given["postcode"],
        city=given["city"],
        region=given["region"],
    )
    vat_id = text.clean(given["vat_id"], "vat_id", 32)
    return {"currency": currency, "vat_id": vat_id, **customers.checked(draft.context, data, currency)}


def _add(draft: Draft, number: str, made: dict[str, Any], parent_id: int | None) -> None:
    context, id = draft.context, draft.new_id()
    values = [context.tenant_id, id, number, made["name"], "customer", made["email"], made["country"]]
    values += [made["currency"], made["language"], made["terms"], parent_id, made["credit_limit"], made["vat_id"]]
    values += [made["iban"], made["external_id"], search_text(number, made["name"]), 1, context.now]
    values += [made[name] for name in particulars.ADDRESS] + [made["segment"]]
    draft.new_customers.append(values)
    draft.customers[number] = CustomerFacts(
        id, number, made["name"], "customer", made["currency"], made["terms"], parent_id
    )
    draft.events.append(("customers.create", Subject("customer", id, id), {"number": number}))
    draft.take(CUSTOMERS, made["currency"], 0)


def _compare(made: dict[str, Any], values: list[str], held: tuple[Any, ...]) -> None:
    """Raise `Duplicate` when the row says something of the customer that the books do not."""
    said = {**made, "parent_number": values[PARENT].strip()}
    for name, stands, given in zip(NAMES, held, values, strict=True):
        if given.strip() and name != "number" and said[name] != stands:
            raise Duplicate(
                f"Customer {held[0]} is in the books already with another {name.replace('_', ' ')}. "
                "Correct the row, or change the customer there.",
                field=name,
            )

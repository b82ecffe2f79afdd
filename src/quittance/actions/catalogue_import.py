"""Items imported from a table: new ones added, known ones changed where they differ, rows at fault named."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from quittance.actions import catalogue, command, stock
from quittance.actions.catalogue import AddItem, EditItem, SetPrice, TextInput
from quittance.actions.command import Context, Subject
from quittance.actions.stock import Adjust, Receive
from quittance.actions.wire import CARRIED
from quittance.formats import catalogue_sheet
from quittance.formats.catalogue_sheet import ItemRead
from quittance.reports import catalogue as reports
from quittance.reports.catalogue import ItemRow
from quittance.rules import catalogue as rules
from quittance.rules import tax, text, totals, units
from quittance.rules.refusals import NotFound, Refusal

MOST_FAULTS = 200


@dataclass(frozen=True, slots=True)
class ImportItems:
    """A table of items; `digest` is the SHA-256 of its bytes. `table` makes it."""

    name: str
    digest: str
    content: bytes = field(metadata=CARRIED)


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row that was not taken in, the field at fault and what to do."""

    row: int
    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ItemsImported:
    """How many items were added, changed, left as they are, and refused; the first faults are named."""

    added: int
    changed: int
    unchanged: int
    refused: int
    faults: tuple[RowFault, ...]


def table(name: str, content: bytes) -> ImportItems:
    """The input of `import_items` for the bytes of a file."""
    return ImportItems(name, hashlib.sha256(content).hexdigest(), content)


@command.verb("catalogue.import_items", ItemsImported)
def import_items(context: Context, data: ImportItems) -> ItemsImported:
    """Take a table in; what is refused leaves the other rows alone. Raises `Invalid` for what is no such table."""
    name = text.clean(data.name, "name", 200)
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    faults = []
    for row in catalogue_sheet.read(data.content):
        try:
            counts[_take(context, row)] += 1
        except Refusal as refusal:
            faults.append(RowFault(row.n, refusal.field, refusal.sentence))
    said = {"file": name, **counts, "refused": len(faults)}
    command.note(context, "catalogue.import_items", Subject("entity", context.entity_id), said)
    return ItemsImported(**counts, refused=len(faults), faults=tuple(faults[:MOST_FAULTS]))


def _take(context: Context, row: ItemRead) -> str:
    """Everything of a row is read before anything is written, so that a refusal leaves nothing behind."""
    given = row.fields
    _check(given)
    try:
        held = reports.of_number(context, given["number"], context.today)
    except NotFound:
        _add(context, row)
        return "added"
    return "changed" if _change(context, held, row) else "unchanged"


def _check(given: dict[str, str]) -> None:
    text.clean(given["number"], "number", 64, needed=True)
    text.clean(given["name"], "name", 300, needed=True)
    catalogue.read_tax(given.get("tax", ""), given.get("tax_reason", ""))
    if given.get("price"):
        rules.read_price(given["price"])
    for name in ("on_hand", "low_at"):
        if given.get(name):
            rules.read_quantity(given[name], name)


def _add(context: Context, row: ItemRead) -> None:
    given = row.fields
    stocked = bool(given.get("on_hand") or given.get("low_at"))
    made = AddItem(
        given["number"],
        given["name"],
        given.get("price", ""),
        given.get("unit", ""),
        given.get("tax", ""),
        given.get("tax_reason", ""),
        tuple(TextInput(*one) for one in row.texts),
        stocked,
        given.get("low_at") or "0",
    )
    catalogue.added(context, made)
    if given.get("on_hand") and rules.read_quantity(given["on_hand"], "on_hand"):
        stock.received(context, Receive(given["number"], given["on_hand"], None, "As imported"))


def _change(context: Context, held: ItemRow, row: ItemRead) -> bool:
    given = row.fields
    changed = catalogue.edited(context, _edit(held, row)).version != held.version
    if given.get("price") and rules.read_price(given["price"]) != held.price_e6:
        catalogue.priced(context, SetPrice(held.number, given["price"]))
        changed = True
    if given.get("on_hand") and held.stocked and rules.read_quantity(given["on_hand"], "on_hand") != held.on_hand_e6:
        stock.adjusted(context, Adjust(held.number, given["on_hand"], "Counted, as imported"))
        changed = True
    return changed


def _edit(held: ItemRow, row: ItemRead) -> EditItem:
    """Only what differs; what the table leaves empty stays."""
    given, texts = row.fields, dict(held.texts) | dict(row.texts)
    stands = tax.written(held.tax_category, totals.written(held.tax_rate_e4, 4))
    same_tax = not given.get("tax") or tax.typed(given["tax"]) == tax.typed(stands)
    stocked = bool(given.get("on_hand") or given.get("low_at")) and not held.stocked
    low = given.get("low_at", "")
    return EditItem(
        held.number,
        name=given["name"] if given["name"] != held.name else None,
        unit=given["unit"] if given.get("unit") and units.read(given["unit"]) != held.unit else None,
        tax=None if same_tax else given["tax"],
        tax_reason=None if same_tax else given.get("tax_reason", ""),
        texts=tuple(TextInput(*one) for one in texts.items()) if texts != dict(held.texts) else None,
        low_at=low if low and rules.read_quantity(low, "low_at") != held.low_at_e6 else None,
        stocked=True if stocked else None,
    )

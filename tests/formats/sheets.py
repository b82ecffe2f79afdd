"""Small sheets for tests."""

from __future__ import annotations

from typing import Any

from quittance.formats.paper import Column, Fact, Row, Sheet, Table


def table(*rows: Row) -> Table:
    """A table of these rows, with as many columns as the first has cells."""
    many = len(rows[0].cells) if rows else 1
    return Table(tuple(Column(f"Column {n}", n > 0) for n in range(many)), rows, (Fact("Total", "1.00", True),))


def sheet(**parts: Any) -> Sheet:
    """A sheet that says little; `parts` replace its own."""
    given: dict[str, Any] = {
        "language": "en",
        "region": "GB",
        "size": "a4",
        "title": "Invoice",
        "number": "INV-1",
        "author": "Practice Ltd",
        "issuer": ("Practice Ltd", "Quay 1"),
        "to_label": "For",
        "to": ("Customer", "Street 2"),
        "facts": (Fact("Date", "1 June 2026"), Fact("Balance", "1.00", True)),
        "boxes": (Fact("Amount", "1.00"),),
        "tables": (table(Row(("Boxes", "1.00"), "below", "1.00")),),
        "notes": (),
        "age_label": "By age",
        "age": (),
        "code": "",
        "pay_label": "How to pay",
        "pay": (),
        "ask_label": "Questions",
        "ask": ("+31 20 555 01 00",),
        "footer": ("Thank you.",),
        "page": "Page {page} of {pages}",
        "carried": "Carried over",
    }
    return Sheet(**{**given, **parts})

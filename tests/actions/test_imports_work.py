"""An import under way: portions under keys of their own, counts added up, faults told by the file's columns."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from quittance.actions.command import Context
from quittance.actions.imports_draft import Count
from quittance.actions.imports_portion import TakeIn, TakenIn
from quittance.actions.imports_source import Source
from quittance.actions.imports_spool import Spool
from quittance.actions.imports_work import RowFault, Work
from quittance.formats.sheet_limits import UPLOAD
from quittance.rules.fault import Fault
from quittance.rules.mapping import Mapping
from tests import factories, imported

pytestmark = pytest.mark.django_db


def source(kind: str) -> Source:
    """A file with two rows whose columns have names of their own."""
    columns = {"lines": ("invoice_number", "unit_price"), "invoices": ("number", "customer_number", "issued_on")}[kind]
    content = imported.table([f"My {one}" for one in columns], ["1", "2", "2026-01-01"], ["2", "2", "2026-01-01"])
    mapping = Mapping(kind, tuple((one, f"My {one}") for one in columns))
    return Source(f"{kind}.csv", io.BytesIO(content), mapping, UPLOAD, io.BytesIO())


def test_portions_have_keys_of_their_own_and_their_counts_add_up() -> None:
    seen: list[Context] = []

    def take(context: Context, data: TakeIn) -> TakenIn:
        seen.append(context)
        return TakenIn((Count("invoices", "EUR", 2, 1, 500),), (Fault("invoices", 2, "number", "x", "No."),))

    context = replace(factories.company(), key="job:7")
    with Spool() as spool:
        work = Work(context, spool, take, lambda done, total: None, [source("lines"), source("invoices")])
        file = work.files[1]
        for _ in range(2):
            assert work.portion(file, {"invoices": [(2, ["1"])]})[0].row == 2
        assert [one.key for one in seen] == [f"job:7:{file.source.digest[:24]}:1:{n}" for n in (1, 2)]
        work.refuse(
            file,
            list(file.source.rows()),
            [Fault("invoices", 3, "number", "x", "No."), Fault("invoices", 3, "", "y", "Nor.")],
        )
        report = work.report(False)
    assert report.counts == (Count("invoices", "EUR", 4, 2, 1000),) and report.refused == 1
    assert report.files[1].faults == (RowFault(3, "My number", "x", "No."), RowFault(3, "", "y", "Nor."))


def test_rows_belong_to_those_of_another_kind_where_they_come_in_one_file() -> None:
    context = factories.company()
    with Spool() as spool:
        work = Work(context, spool, lambda *given: TakenIn((), ()), lambda done, total: None, [source("lines")])
        assert work.beside("payments") is None
        found = work.beside("invoices")
        assert found is not None and found[0] is work.files[0] and work.set_aside(found[0]) == found
        assert [line.n for _, own in found[1].groups(["1", "2"], 9) for line in own] == [2, 3], "once, not twice"
        assert context.key == "" and work.context.key.startswith("own:")
    two = Work(context, Spool(), lambda *given: TakenIn((), ()), lambda done, total: None, [source("lines")] * 2)
    assert two.beside("invoices") is None

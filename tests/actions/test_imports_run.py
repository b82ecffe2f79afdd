"""Files taken in: in whatever order they are given, in portions of any size, with every row accounted for."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from quittance.actions import imports, imports_run, imports_work
from quittance.actions.command import Context
from quittance.reports import books as company
from quittance.reports import verify
from quittance.rules.mapping import Mapping
from quittance.rules.refusals import Invalid
from tests import factories, imported
from tests.imported import customer, invoice, line, pair, payment

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """The operator of a fresh company."""
    return factories.company()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Portions of three rows, with at most four rows beside them."""
    monkeypatch.setattr(imports_run, "FIRST_ROWS", 2)
    monkeypatch.setattr(imports_run, "MOST_ROWS", 3)
    monkeypatch.setattr(imports_run, "MOST_BESIDE", 4)
    yield


def story(count: int) -> list[imports.File]:
    """Files with `count` invoices of two lines each, each paid."""
    return [
        imported.file("allocations", *(pair(f"P-{n}", f"I-{n}") for n in range(count))),
        imported.file("payments", *(payment(f"P-{n}", "3.00") for n in range(count))),
        imported.file("lines", *(line(f"I-{n}", "1", price) for price in ("1", "2") for n in range(count))),
        imported.file("invoices", *(invoice(f"I-{n}", "3.00") for n in range(count))),
        imported.file("customers", customer("C-1")),
    ]


def test_files_are_taken_in_by_their_kinds_whatever_their_order(context: Context, small: None) -> None:
    report = imported.clean(context, *story(11))
    counts = {"customers": (1, 0), "invoices": (11, 0), "lines": (22, 0), "payments": (11, 0), "allocations": (11, 0)}
    assert imported.counts(report) == counts
    assert [(file.kind, file.rows) for file in report.files] == [
        ("allocations", 11),
        ("payments", 11),
        ("lines", 22),
        ("invoices", 11),
        ("customers", 1),
    ]
    assert verify.run(company.of(context)).clean
    again = imported.clean(context, *story(11))
    assert {kind: there for kind, (_, there) in imported.counts(again).items()} == {
        k: n for k, (n, _) in counts.items()
    }


def test_progress_rises_to_the_number_of_rows(context: Context, small: None) -> None:
    seen: list[tuple[int, int]] = []
    imports.run(context, story(7), progress=lambda done, total: seen.append((done, total)))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] == 36 and all(done <= total for done, total in seen)


def test_rows_at_fault_are_written_as_they_came_and_can_come_again(context: Context, small: None) -> None:
    imported.clean(context, imported.file("customers", customer("C-1")))
    rows = [invoice(f"I-{n}", "3.00" if n % 3 else "=3", purchase_order="-x") for n in range(8)]
    file = imported.file("invoices", *rows)
    report = imported.take(context, file)
    assert report.files[0].refused == 3 and imported.counts(report) == {"invoices": (5, 0)}
    written = imported.errors(file)
    assert [row[0] for row in written] == ["number", "I-0", "I-3", "I-6"]
    assert written[1][6:8] == ["'=3", "'-x"] and written[1][-3:-1] == ["2", "total"]
    file.errors.seek(0)
    fixed = file.errors.read()
    again = imports.File("invoices.errors.csv", io.BytesIO(fixed.replace(b"'=3", b"3.00")), file.mapping)
    assert imported.counts(imported.clean(context, again)) == {"invoices": (3, 0)}


def test_a_report_names_a_bounded_number_of_faults_and_counts_them_all(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports_work, "MOST_FAULTS", 5)
    file = imported.file("invoices", *(invoice(f"I-{n}", "1", "C-9") for n in range(20)))
    report = imported.take(context, file)
    assert report.files[0].refused == report.refused == 20 and len(report.files[0].faults) == 5
    assert len(imported.errors(file)) == 21


def test_an_invoice_with_more_lines_than_a_portion_holds_is_taken_in_by_itself(context: Context, small: None) -> None:
    imported.clean(
        context,
        imported.file("customers", customer("C-1")),
        imported.file("invoices", invoice("I-1"), invoice("I-2"), invoice("I-3")),
        imported.file(
            "lines", *(line("I-2", "1", "1") for _ in range(9)), line("I-1", "1", "1"), line("I-3", "1", "1")
        ),
    )
    assert verify.run(company.of(context)).clean


def test_several_files_of_one_kind_follow_each_other_but_lines_come_in_one(context: Context) -> None:
    imported.clean(
        context,
        imported.file("customers", customer("C-1")),
        imported.file("customers", customer("C-2"), customer("C-1")),
        imported.file("payments", payment("P-1", "5")),
        imported.file("allocations", pair("P-1", "I-1", "1")),
        imported.file("allocations", pair("P-1", "I-1", "2")),
        imported.file("invoices", invoice("I-1", "5")),
    )
    with pytest.raises(Invalid, match="one file of lines"):
        imported.take(context, imported.file("lines"), imported.file("lines"))
    with pytest.raises(Invalid, match="between 1 and 20 files"):
        imported.take(context)


def test_a_mapping_that_does_not_fit_is_refused_before_anything_is_written(context: Context) -> None:
    good = imported.file("customers", customer("C-1"))
    for mapping, said in (
        (Mapping("invoices", (("number", "number"),)), "No column is chosen"),
        (Mapping("customers", (("number", "number"), ("name", "title"))), "no column 'title'"),
        (Mapping("customers", (("number", "number"), ("name", "name")), header_row=9), "no header"),
    ):
        bad = imports.File("bad.csv", io.BytesIO(imported.table(["number", "name"], ["1", "x"])), mapping)
        with pytest.raises(Invalid, match=said):
            imported.take(context, good, bad)
    assert imported.counts(imported.clean(context, good)) == {"customers": (1, 0)}, "it was not there before"

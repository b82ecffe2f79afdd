"""Uploads: kept with a guessed mapping, laid out otherwise, checked, taken in, and their faults given back."""

from __future__ import annotations

import csv
import io

import pytest

from quittance.actions import imports_uploads
from quittance.actions.command import Context
from quittance.actions.imports_uploads import Upload, Uploaded
from quittance.books import sql
from quittance.formats.sheet_limits import Limits
from quittance.rules.mapping import Mapping
from quittance.rules.refusals import Conflict, Invalid, NotAllowed, NotFound
from tests import factories, imported

pytestmark = pytest.mark.django_db

LEDGER = imported.table(
    ["Nr", "Kunde", "Rechnungsdatum", "Betrag", "Bezahlt am"],
    ["1", "Müller", "31.01.2026", "1.234,50", ""],
    ["2", "Müller", "01.02.2026", "99,00", "15.02.2026"],
    ["3", "Schmidt", "30.02.2026", "5,00", ""],
    delimiter=";",
    encoding="cp1252",
)


@pytest.fixture
def context() -> Context:
    """The operator of a fresh company."""
    return factories.company()


def upload(context: Context, content: bytes = LEDGER, name: str = "C:\\export\\Rechnungen.csv") -> Uploaded:
    """Upload one file."""
    return imports_uploads.upload(context, Upload((imports_uploads.file(name, content),)))


def test_an_upload_waits_with_a_guessed_mapping_and_its_reasons(context: Context) -> None:
    made = upload(context)
    found = imports_uploads.view(context, made.import_id)
    assert (found.state, found.report, found.fault) == ("uploaded", None, "")
    (file,) = found.files
    assert file.id == made.file_ids[0] and file.name == "Rechnungen.csv" and len(file.digest) == 64
    assert file.mapping.kind == "ledger" and (file.mapping.date_order, file.mapping.decimal) == ("dmy", ",")
    assert file.shown.header == ("Nr", "Kunde", "Rechnungsdatum", "Betrag", "Bezahlt am")
    assert file.shown.sample[0] == ("1", "Müller", "31.01.2026", "1.234,50", "")
    assert file.shown.encoding == "cp1252" and file.shown.choices and file.shown.notes
    stored = sql.row("SELECT input FROM command WHERE tenant_id = %s", [context.tenant_id])
    assert stored is not None and "Schmidt" in stored[0], "the sample is part of the command, the bytes are not"


def test_an_import_is_checked_then_taken_in_and_its_faults_come_back_as_a_file(context: Context) -> None:
    made = upload(context)
    checked = imports_uploads.check_now(context, made.import_id)
    assert checked.dry_run and checked.refused == 1
    found = imports_uploads.view(context, made.import_id)
    assert found.state == "checked" and found.report == checked and found.files[0].refused == 1
    assert sql.rows("SELECT 1 FROM document WHERE tenant_id = %s", [context.tenant_id]) == []
    done = imports_uploads.run_now(context, made.import_id)
    assert not done.dry_run and imported.counts(done)["invoices"] == (2, 0)
    name, content = imports_uploads.error_file(context, made.file_ids[0])
    assert name == "Rechnungen.errors.csv"
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1][:6] == ["3", "Schmidt", "30.02.2026", "5,00", "", "4"]
    fixed = upload(context, content.replace(b"30.02.2026", b"28.02.2026"), name)
    assert not imports_uploads.run_now(context, fixed.import_id).refused
    with pytest.raises(NotFound):
        imports_uploads.error_file(context, fixed.file_ids[0])
    assert imports_uploads.view(context, fixed.import_id).done_rows == 1


def test_a_file_is_laid_out_otherwise_and_has_to_be_checked_again(context: Context) -> None:
    made = upload(context)
    imports_uploads.check_now(context, made.import_id)
    columns = (("number", "Nr"), ("customer_number", "Kunde"), ("issued_on", "Rechnungsdatum"), ("total", "Betrag"))
    chosen = Mapping("ledger", columns, (("currency", "CHF"),), "dmy", ",")
    found = imports_uploads.choose(context, made.file_ids[0], chosen)
    assert found.state == "uploaded" and found.report is None and found.files[0].mapping == chosen
    by_field = {choice.field: choice for choice in found.files[0].shown.choices}
    assert by_field["total"].reason.startswith("'Betrag'") and by_field["number"].confidence == 72
    imports_uploads.run_now(context, made.import_id)
    assert {row[0] for row in sql.rows("SELECT currency FROM document WHERE tenant_id = %s", [context.tenant_id])} == {
        "CHF"
    }
    again = imports_uploads.guess_again(context, made.file_ids[0], "lines")
    assert again.files[0].mapping.kind == "lines"
    with pytest.raises(Invalid, match="no column is chosen"):
        imports_uploads.ask_run(context, made.import_id)


def test_a_mapping_that_does_not_fit_the_file_is_refused(context: Context) -> None:
    made = upload(context)
    for wrong in (
        Mapping("ledger", (("number", "No such column"),)),
        Mapping("bills", ()),
        Mapping("ledger", (), encoding="rot13"),
        Mapping("ledger", (), sheet="X", delimiter="x"),
    ):
        with pytest.raises(Invalid):
            imports_uploads.choose(context, made.file_ids[0], wrong)
    with pytest.raises(Invalid):
        imports_uploads.guess_again(context, made.file_ids[0], "bills")


def test_what_is_no_table_or_too_much_is_refused_at_once(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, content in (("a.pdf", b"%PDF-1.4"), ("a.csv", b""), ("a.xlsx", b"PK\x03\x04broken"), ("", LEDGER)):
        with pytest.raises(Invalid):
            imports_uploads.file(name, content)
    with pytest.raises(Invalid):
        imports_uploads.upload(context, Upload(()))
    with pytest.raises(Invalid):
        imports_uploads.upload(context, Upload((imports_uploads.file("a.csv", LEDGER),) * 21))
    one = imports_uploads.file("a.csv", LEDGER)
    monkeypatch.setattr(imports_uploads, "UPLOAD", Limits(len(LEDGER) + 1, 10**6, 100))
    with pytest.raises(Invalid, match="64 MB together"):
        imports_uploads.upload(context, Upload((one, one)))


def test_an_upload_is_thrown_away_unless_it_is_being_worked_on(context: Context) -> None:
    made = upload(context)
    imports_uploads.ask_check(context, made.import_id)
    with pytest.raises(Conflict):
        imports_uploads.remove(context, made.import_id)
    with pytest.raises(Conflict):
        imports_uploads.choose(context, made.file_ids[0], Mapping("ledger", ()))
    other = upload(context)
    imports_uploads.remove(context, other.import_id)
    with pytest.raises(NotFound):
        imports_uploads.view(context, other.import_id)


def test_only_those_who_import_upload_and_see(context: Context) -> None:
    made = upload(context)
    sales, stranger = factories.member(context, "sales"), factories.company("Other")
    with pytest.raises(NotAllowed):
        upload(sales)
    for asked in (
        lambda who: imports_uploads.view(who, made.import_id),
        lambda who: imports_uploads.error_file(who, made.file_ids[0]),
        lambda who: imports_uploads.choose(who, made.file_ids[0], Mapping("ledger", ())),
        lambda who: imports_uploads.run_now(who, made.import_id),
        lambda who: imports_uploads.ask_run(who, made.import_id),
        lambda who: imports_uploads.remove(who, made.import_id),
    ):
        with pytest.raises(NotAllowed):
            asked(sales)
        with pytest.raises(NotFound):
            asked(stranger)
    with pytest.raises(NotAllowed):
        imports_uploads.listed(sales)
    assert imports_uploads.listed(stranger) == ()

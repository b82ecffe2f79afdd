"""E-invoices as files: what one says, and which rules it breaks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quittance.cli import answer, faults
from quittance.cli import desk as desks
from quittance.cli.answer import CARD, Answer
from quittance.cli.desk import Desk, Form, asks

if TYPE_CHECKING:
    from quittance.cli.official import Ran
    from quittance.formats.einvoice import Found
    from quittance.rules.einvoice import Address, Line, Party
    from quittance.rules.einvoice_findings import Finding

einvoice = typer.Typer(name="einvoice", help="E-invoices as files: checked, shown, exported.", no_args_is_help=True)

File = Annotated[
    Path, typer.Argument(help="UBL, UN/CEFACT CII, or a PDF with one inside.", exists=True, dir_okay=False)
]
MOST_BYTES = 64 * 1024 * 1024


@einvoice.command("check")
def check(
    file: File,
    rules: Annotated[
        Path | None,
        typer.Option(
            help="Folder of official rule sets, as Schematron or XSLT; needs saxonche.", exists=True, file_okay=False
        ),
    ] = None,
    format: Form = "table",
) -> None:
    """Check a file by the rules of EN 16931, Peppol and XRechnung; exit code 1 when a fatal one is broken."""
    form = desks.check_form(format)
    with faults.told(form):
        from quittance.rules import einvoice_checks

        found = _read(file)
        findings = (*einvoice_checks.check(found.invoice), *found.faults)
        ran = None
        if rules is not None:
            from quittance.cli import official

            ran = official.run(rules, found.data, found.invoice.customization)
            findings = (*findings, *ran.findings)
        answer.show(_judged(file, found, findings, ran), form)
        if not einvoice_checks.valid(findings):
            raise typer.Exit(faults.DIFFERENCES)


@einvoice.command("show")
def show(file: File, format: Form = "table") -> None:
    """Show what a file says: parties, amounts, days and lines; with --format json every term of it."""
    form = desks.check_form(format)
    with faults.told(form):
        answer.show(_shown(_read(file)), form)


@asks(einvoice, "export")
def export(
    desk: Desk,
    number: Annotated[str, typer.Argument(help="Number of the invoice or credit note.")],
    profile: Annotated[
        str, typer.Option(help="ubl (Peppol), cii (EN 16931), factur-x (PDF), xrechnung-ubl or xrechnung-cii.")
    ] = "ubl",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file; named after it when left out.")
    ] = None,
    buyer_reference: Annotated[str, typer.Option(help="What the buyer files it under, such as a Leitweg-ID.")] = "",
    delivered_on: Annotated[str, typer.Option(help="Day of delivery; else the day of issue.", metavar="DAY")] = "",
    untaxed: Annotated[str, typer.Option(help="What lines in the category zero are: E, AE, K, G or O; else Z.")] = "",
    buyer_endpoint: Annotated[
        str, typer.Option(help="The buyer's electronic address, such as 0088:8712345000004; else its VAT id or email.")
    ] = "",
) -> Answer:
    """Write an issued invoice or credit note as an e-invoice; what would break a rule is refused by its id."""
    from quittance.cli.printed import written
    from quittance.reports import einvoices
    from quittance.rules.einvoice_issue import Wanted

    day = desk.day_or_none(delivered_on, "delivered-on")
    wanted = Wanted(profile, buyer_reference, day, untaxed, buyer_endpoint)
    made = einvoices.export(desk.books, number, desk.context.today, wanted)
    return written(made.name, made.content, output)


def _read(file: Path) -> Found:
    from quittance.formats import einvoice as formats
    from quittance.formats.bank import Malformed

    size = file.stat().st_size
    if size > MOST_BYTES:
        raise Malformed(f"the file has {size:,} bytes; {MOST_BYTES:,} is the most.", "line 1")
    return formats.read(file.read_bytes())


def _judged(file: Path, found: Found, findings: tuple[Finding, ...], ran: Ran | None) -> Answer:
    fatal = sum(1 for one in findings if one.severity == "fatal")
    said = "It keeps every rule." if not findings else f"{fatal} fatal, {len(findings) - fatal} to look at."
    title = f"{file.name}: {found.syntax}, {found.invoice.number or 'no number'}, {found.invoice.customization}"
    rows = [(one.severity, one.rule, one.place, one.sentence) for one in findings]
    document = {
        "file": file.name,
        "syntax": found.syntax,
        "customization": found.invoice.customization,
        "number": found.invoice.number,
        "valid": not fatal,
        "rule_sets": list(ran.by) if ran else [],
        "findings": [
            {"severity": severity, "rule": rule, "place": place, "sentence": sentence}
            for severity, rule, place, sentence in rows
        ],
    }
    columns = ("severity", "rule", "place", "sentence")
    by = (f"Judged by Quittance, {', '.join(ran.by)}.",) if ran else ()
    others = (f"For other files: {', '.join(ran.others)}.",) if ran and ran.others else ()
    return Answer(columns, rows, lambda: document, title, (said, *by, *others), empty="")


def _shown(found: Found) -> Answer:
    from quittance.rules.einvoice import Totals

    invoice, totals = found.invoice, found.invoice.totals or Totals()
    rows: list[tuple[str, Any]] = [
        ("syntax", found.syntax),
        ("specification", invoice.customization),
        ("number", invoice.number),
        ("type", f"{invoice.type_code} ({'credit note' if invoice.is_credit_note else 'invoice'})"),
        ("issued on", invoice.issued_on),
        ("due on", invoice.due_on),
        ("seller", _party(invoice.seller)),
        ("buyer", _party(invoice.buyer)),
        ("buyer reference", invoice.buyer_reference),
        ("purchase order", invoice.references.purchase_order),
        ("currency", invoice.currency),
        ("net", totals.net),
        ("tax", invoice.tax_total),
        ("gross", totals.gross),
        ("prepaid", totals.prepaid),
        ("payable", totals.payable),
        ("remittance", invoice.remittance),
        ("pay to", ", ".join(one.account.id for one in invoice.means if one.account)),
    ]
    lines = tuple(_line(n, one, invoice.currency) for n, one in enumerate(invoice.lines, start=1))
    document = {"syntax": found.syntax, **terms(invoice)}
    return Answer(CARD, rows, lambda: document, f"{invoice.number}", lines)


def terms(value: Any) -> Any:
    """Every term as JSON knows it: decimals and days as text, and of a file inside only its size."""
    import dataclasses
    import datetime
    from decimal import Decimal

    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: terms(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [terms(one) for one in value]
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime.date):
        return value.isoformat()
    return f"{len(value)} bytes" if isinstance(value, bytes) else value


def _party(party: Party | None) -> str:
    if party is None:
        return ""
    return ", ".join(part for part in (party.name, *_address(party.address), party.vat_id) if part)


def _address(address: Address | None) -> tuple[str, ...]:
    return (address.street, f"{address.postcode} {address.city}".strip(), address.country) if address else ()


def _line(n: int, line: Line, currency: str) -> str:
    quantity = f"{line.quantity.value:f} {line.quantity.unit}" if line.quantity else ""
    net = "" if line.net is None else f"{line.net:f} {currency}"
    tax = ""
    if line.item is not None and line.item.category:
        tax = f"{line.item.category} {line.item.rate:f} %" if line.item.rate is not None else line.item.category
    parts = (line.item.name if line.item else "", quantity, net, tax)
    return f"{n}. " + " | ".join(part for part in parts if part)

"""Imports: files in any layout, their mapping shown first, then checked or taken in; and saved mappings."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from quittance.cli import answer, progress
from quittance.cli.answer import Amount, Answer
from quittance.cli.desk import Desk, asks, does
from quittance.cli.faults import DIFFERENCES, OK

if TYPE_CHECKING:
    from quittance.actions.imports import File, Guessed
    from quittance.actions.imports_run import Report
    from quittance.rules.mapping import Mapping

top = typer.Typer()
mapping = typer.Typer(name="mapping", help="Saved import mappings.", no_args_is_help=True)

SURE = 70
"""Confidence from which a guessed column of a needed field is taken without asking."""

SHOWN_FAULTS = 20
KEPT_IN_MEMORY = 2**22

Kind = Annotated[str, typer.Option(help="customers, ledger, invoices, lines, payments or allocations.")]
Pairs = Annotated[
    list[str] | None,
    typer.Option(
        "--map", help="A field and its column; may be repeated. No column: not that field.", metavar="F=COLUMN"
    ),
]
Fixed = Annotated[
    list[str] | None,
    typer.Option("--set", help="A field and its value for every row; may be repeated.", metavar="F=VALUE"),
]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line says about how a file is laid out."""

    kind: str
    saved: str
    pairs: tuple[str, ...]
    fixed: tuple[str, ...]
    date_order: str
    decimal: str
    encoding: str
    delimiter: str
    sheet: str
    header_row: int

    def is_particular(self) -> bool:
        """Whether it can hold for one file only."""
        return bool(self.kind or self.saved or self.pairs or self.fixed or self.sheet or self.header_row)


@does(top, "import", "imports.run", "imports.upload", "imports.save_mapping")
def take_in(
    desk: Desk,
    files: Annotated[
        list[Path], typer.Argument(exists=True, dir_okay=False, readable=True, help="CSV, .csv.gz or XLSX.")
    ],
    kind: Kind = "",
    mapping: Annotated[str, typer.Option(help="A saved mapping, by name.")] = "",
    map: Pairs = None,
    set: Fixed = None,
    save_mapping: Annotated[str, typer.Option(help="Keep the mapping under this name.")] = "",
    date_order: Annotated[str, typer.Option(help="ymd, dmy or mdy.", metavar="ORDER")] = "",
    decimal: Annotated[str, typer.Option(help="The decimal sign: . or ,", metavar="SIGN")] = "",
    encoding: Annotated[str, typer.Option(help="Such as utf-8 or cp1252.")] = "",
    delimiter: Annotated[str, typer.Option(help="A sign, or tab.")] = "",
    sheet: Annotated[str, typer.Option(help="The sheet of a workbook.")] = "",
    header_row: Annotated[int, typer.Option(help="The row that holds the headers, from 1.")] = 0,
    errors: Annotated[
        Path | None, typer.Option(help="Where rows at fault go; a folder for several files.", metavar="FILE")
    ] = None,
) -> Answer:
    """Take files in: customers, invoices, lines, payments, allocations, or a ledger in any layout."""
    pairs, fixed = tuple(map or ()), tuple(set or ())
    sign = {"tab": "\t", "\\t": "\t"}.get(delimiter, delimiter)
    wish = Wish(kind, mapping, pairs, fixed, date_order, decimal, encoding, sign, sheet, header_row)
    if len(files) > 1 and (wish.is_particular() or save_mapping):
        raise typer.BadParameter(
            "What describes the layout of one file cannot hold for several. Import the files one at a time.",
            param_hint="options",
        )
    targets = _targets(files, errors)
    with contextlib.ExitStack() as opened:
        given = [(path, opened.enter_context(path.open("rb"))) for path in files]
        laid = [_laid_out(desk, path, content, wish) for path, content in given]
        if desk.asked.form == "table":
            for guessed, chosen in laid:
                _show(guessed, chosen, wish)
        if save_mapping:
            _save(desk, save_mapping, laid[0][1])
        _check_sure(laid, wish)
        taken = [_file(path, content, chosen, opened) for (path, content), (_, chosen) in zip(given, laid, strict=True)]
        report = _carry_out(desk, taken)
        written = _write_errors(desk, taken, report, targets, asked=errors is not None)
    return _told(report, laid, written)


def _carry_out(desk: Desk, files: Sequence[File]) -> Report:
    from quittance.actions import imports
    from quittance.formats.sheet_limits import LOCAL

    title = "checking" if desk.context.dry_run else "importing"
    with progress.bar(title) as moved:
        return imports.run(desk.context, files, limits=LOCAL, progress=moved)


def _laid_out(desk: Desk, path: Path, content: BinaryIO, wish: Wish) -> tuple[Guessed, Mapping]:
    """What a file seems to be, and the mapping it is read with: saved, guessed, and as the options say."""
    from quittance.actions import imports, imports_mappings
    from quittance.formats.sheet_limits import LOCAL
    from quittance.rules.mapping import Mapping, check

    saved = imports_mappings.named(desk.context, wish.saved) if wish.saved else None
    basis = saved or Mapping(wish.kind or "invoices", ())
    basis = replace(
        basis,
        encoding=wish.encoding or basis.encoding,
        delimiter=wish.delimiter or basis.delimiter,
        sheet=wish.sheet or basis.sheet,
        header_row=wish.header_row or (basis.header_row if saved else 1),
    )
    known = saved is not None or wish.header_row > 0
    look = replace(basis, header_row=basis.header_row if known else 0)
    guessed = imports.guess(
        path.name, content, kind=wish.kind or (saved.kind if saved else ""), given=look, limits=LOCAL
    )
    chosen = saved or guessed.mapping
    chosen = replace(
        chosen,
        encoding=basis.encoding,
        delimiter=basis.delimiter,
        sheet=basis.sheet,
        header_row=basis.header_row if known else guessed.mapping.header_row,
        date_order=wish.date_order or chosen.date_order,
        decimal=wish.decimal or chosen.decimal,
        columns=_changed(chosen.columns, wish.pairs, "--map"),
        fixed=_changed(chosen.fixed, wish.fixed, "--set"),
    )
    return guessed, check(chosen)


def _changed(pairs: tuple[tuple[str, str], ...], wishes: Sequence[str], option: str) -> tuple[tuple[str, str], ...]:
    """The pairs with those of the options in their place; one without a value takes the field out."""
    made = dict(pairs)
    for wish in wishes:
        field, equals, value = wish.partition("=")
        if not equals:
            raise typer.BadParameter(f"{wish!r}: write it as field=value.", param_hint=option)
        made = {name: column for name, column in made.items() if column != value or option != "--map"}
        made[field.strip()] = value.strip()
    return tuple((field, value) for field, value in made.items() if value)


def _check_sure(laid: Sequence[tuple[Guessed, Mapping]], wish: Wish) -> None:
    """Raise `Invalid` where a needed column is missing, or guessed from little and not named by hand."""
    from quittance.rules.mapping import NEEDED
    from quittance.rules.refusals import Invalid

    named = {pair.partition("=")[0].strip() for pair in wish.pairs}
    for guessed, chosen in laid:
        missing = chosen.missing()
        if missing:
            raise Invalid(
                f"{guessed.name}: no column is chosen for {', '.join(missing)} of the {chosen.kind}. "
                f"Name them, such as --map {missing[0]}=COLUMN. The file has: {', '.join(guessed.guess.header)[:400]}. "
                "Another kind of file: --kind.",
                field="columns",
            )
        sure = {choice.field: choice for choice in guessed.guess.choices}
        doubt = [
            sure[field]
            for field in NEEDED[chosen.kind]
            if field in sure and field not in named and not wish.saved and sure[field].confidence < SURE
        ]
        if doubt:
            wanted = " ".join(f"--map {one.field}={one.column!r}" for one in doubt)
            raise Invalid(f"{guessed.name}: this is not sure. If it is right, say so: {wanted}", field="columns")


def _file(path: Path, content: BinaryIO, chosen: Mapping, opened: contextlib.ExitStack) -> File:
    from quittance.actions.imports import File

    bad: Any = tempfile.SpooledTemporaryFile(KEPT_IN_MEMORY)  # noqa: SIM115  closed by the stack
    opened.callback(bad.close)
    return File(path.name, content, chosen, bad)


def _targets(files: Sequence[Path], errors: Path | None) -> list[Path]:
    """Where the rows at fault of each file go; raises a usage error when nothing can be written there."""
    from quittance.actions.imports_uploads import error_name

    if errors is not None and len(files) == 1 and not errors.is_dir():
        found = [errors]
    else:
        folder = errors or Path()
        if errors is not None and not errors.exists():
            errors.mkdir(parents=True)
        found = [folder / error_name(path.name) for path in files]
    for target in found:
        if target.is_dir() or not target.parent.is_dir() or not os.access(target.parent, os.W_OK):
            raise typer.BadParameter(f"{target} cannot be written.", param_hint="--errors")
    return found


def _write_errors(
    desk: Desk, files: Sequence[File], report: Report, targets: Sequence[Path], *, asked: bool
) -> list[str]:
    """Write the error files, those of a dry run only where they were asked for; their paths, "" for none."""
    written = []
    for file, one, target in zip(files, report.files, targets, strict=True):
        if not one.refused or (desk.context.dry_run and not asked):
            written.append("")
            continue
        file.errors.seek(0)
        with target.open("wb") as out:
            shutil.copyfileobj(file.errors, out)
        written.append(str(target))
    return written


def _save(desk: Desk, name: str, chosen: Mapping) -> None:
    from quittance.actions import imports_mappings
    from quittance.rules import mapping as mappings

    context = replace(desk.context, key="")
    imports_mappings.save(context, imports_mappings.SaveMapping(name, mappings.write(chosen)))


def _show(guessed: Guessed, chosen: Mapping, wish: Wish) -> None:
    """The mapping of one file as a table, or one line where the headers are the exchange format's own."""
    why = {(one.field, one.column): one for one in guessed.guess.choices}
    given = {pair.partition("=")[0].strip() for pair in wish.pairs}
    plain = bool(chosen.columns) and all(field == column for field, column in chosen.columns)
    if plain and not chosen.fixed and chosen.date_order == "ymd" and chosen.decimal == ".":
        print(f"{guessed.name}: {chosen.kind} in the exchange format.")
        return
    rows = []
    for field, column in chosen.columns:
        one = why.get((field, column))
        if one is None or wish.saved or field in given:
            rows.append((field, column, "", "given"))
        else:
            rows.append((field, column, f"{one.confidence} %", one.reason))
    rows += [(field, f"always {value!r}", "", "given") for field, value in chosen.fixed]
    title = f"{guessed.name}: {chosen.kind}, {_written(guessed, chosen)}"
    lines = tuple(f"  {note}" for note in (() if wish.saved else guessed.guess.notes))
    answer.show(Answer(("field", "column", "sure", "why"), rows, title=title, lines=(*lines, "")), "table")


def _written(guessed: Guessed, chosen: Mapping) -> str:
    from quittance.rules.mapping import AMOUNTS, DAYS
    from quittance.rules.mapping_rows import ORDER_WORDS

    seen = guessed.seen
    signs = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
    form = f"sheet {seen.sheet!r}" if seen.form == "xlsx" else f"{_NAMED.get(seen.encoding, seen.encoding)}"
    parts = [form] if seen.form == "xlsx" else [form, signs.get(seen.delimiter, "")]
    fields = {field for field, _ in chosen.columns}
    if fields & DAYS:
        parts.append(f"days as {ORDER_WORDS[chosen.date_order]}")
    if fields & AMOUNTS:
        parts.append({".": "decimal point", ",": "decimal comma"}[chosen.decimal])
    return ", ".join([*parts, f"headers in row {chosen.header_row}"])


_NAMED = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252", "cp850": "DOS (cp850)"}


def _told(report: Report, laid: Sequence[tuple[Guessed, Mapping]], written: Sequence[str]) -> Answer:
    """Counts as rows, and what is to be done about the rest as lines."""
    columns = ("kind", "currency", "taken", "unchanged", "amount")
    rows = [
        (one.kind, one.currency, one.taken, one.unchanged, _sum(one.kind, one.amount, one.currency))
        for one in report.counts
    ]
    lines: list[str] = []
    for one, path in zip(report.files, written, strict=True):
        if one.refused:
            where = f", in {path}" if path else ""
            lines += ["", f"{one.name}: {one.refused:,} of {one.rows:,} rows were not taken in{where}."]
            lines += [_line(fault) for fault in one.faults[:SHOWN_FAULTS]]
            if len(one.faults) > SHOWN_FAULTS:
                lines.append("  … and more, each with what to do in the error file.")
    if any(written):
        lines += ["", "Correct the rows there and import the file again; what is in the books already stays as it is."]
    title = "" if report.counts else "Nothing was taken in."
    return Answer(
        columns,
        rows,
        lambda: _document(report, laid, written),
        title,
        tuple(lines),
        code=DIFFERENCES if report.refused else OK,
    )


def _line(fault: Any) -> str:
    column = f", {fault.column}" if fault.column else ""
    return f"  row {fault.row}{column}: {fault.sentence}"


def _sum(kind: str, amount: int, currency: str) -> Amount | str:
    return "" if kind in ("customers", "lines") or not currency else Amount(amount, currency)


def _document(report: Report, laid: Sequence[tuple[Guessed, Mapping]], written: Sequence[str]) -> dict[str, Any]:
    counts = [
        {
            "kind": one.kind,
            "currency": one.currency,
            "taken": one.taken,
            "unchanged": one.unchanged,
            "amount": _sum(one.kind, one.amount, one.currency),
        }
        for one in report.counts
    ]
    files = [
        {
            "name": one.name,
            "kind": one.kind,
            "mapping": plain_mapping(chosen),
            "rows": one.rows,
            "refused": one.refused,
            "errors_file": path,
            "faults": list(one.faults),
        }
        for one, (_, chosen), path in zip(report.files, laid, written, strict=True)
    ]
    return {"dry_run": report.dry_run, "counts": counts, "files": files}


def plain_mapping(chosen: Mapping) -> dict[str, Any]:
    """A mapping as JSON shows it."""
    from dataclasses import asdict

    return asdict(chosen) | {"columns": dict(chosen.columns), "fixed": dict(chosen.fixed)}


@asks(mapping, "list")
def listed(desk: Desk) -> Answer:
    """List the saved mappings."""
    from quittance.actions import imports_mappings

    found = imports_mappings.listed(desk.context)
    rows = [(one.name, one.mapping.kind, ", ".join(column for _, column in one.mapping.columns)) for one in found]
    return Answer(("name", "kind", "columns"), rows, title="" if rows else "No mapping is saved yet.")


@asks(mapping, "show")
def show(desk: Desk, name: Annotated[str, typer.Argument(help="The mapping's name.")]) -> Answer:
    """Show a saved mapping."""
    from quittance.actions import imports_mappings

    chosen = imports_mappings.named(desk.context, name)
    rows = [*chosen.columns, *((field, f"always {value!r}") for field, value in chosen.fixed)]
    rows += [(one, getattr(chosen, one)) for one in ("date_order", "decimal", "header_row")]
    title = f"{name}: {chosen.kind}"
    return Answer(("field", "column"), rows, lambda: plain_mapping(chosen), title)


@does(mapping, "remove", "imports.remove_mapping")
def remove(desk: Desk, name: Annotated[str, typer.Argument(help="The mapping's name.")]) -> Answer:
    """Remove a saved mapping; what was imported with it stays."""
    from quittance.actions import imports_mappings

    made = desk.do(imports_mappings.remove, imports_mappings.RemoveMapping(name))
    return answer.of_result(made, f"Removed: {made.name}.")

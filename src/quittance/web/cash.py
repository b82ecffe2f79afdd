"""Apply cash: bank lines with what is proposed for them; accepted by a key, changed in place, taken back."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from quittance.actions import cash as verbs
from quittance.actions import matching_runs
from quittance.actions.cash import ApplyLine, Part, PassLine, ReturnLine, UndoLine
from quittance.actions.matching_runs import AskMatch
from quittance.reports import banking, remittances, workbench
from quittance.reports import cash as reports
from quittance.reports import matching_runs as matching_reports
from quittance.reports.workbench import APPLIED, ASIDE, REVIEW, SAFE, PartShown, Proposed
from quittance.rules import cash, money
from quittance.rules.refusals import Invalid, Refusal
from quittance.web import shown, visit
from quittance.web.form import Form
from quittance.web.visit import Visit

MOST_SHOWN = 200
"""Lines of a tab on one page; the largest come first."""

SAFE_SHOWN = 3
"""Safe lines shown below those to review, for a look."""

MOST_SAFE = 500
"""Safe lines accepted at once."""

TITLES = {REVIEW: "To review", SAFE: "Safe", APPLIED: "Applied", ASIDE: "Set aside"}


@dataclass(frozen=True, slots=True)
class Row:
    """A document in the form of a line: what is open on it, what is applied, minor units; `late` in days."""

    document: str
    currency: str
    open: int
    apply: str
    due_on: datetime.date | None
    adjustment: int

    @property
    def stays(self) -> int:
        """What stays open when `apply` is applied, before a difference is closed."""
        try:
            return self.open - money.read(self.apply or "0", self.currency)
        except Refusal:
            return self.open


@visit.page()
def cash_lines(visit: Visit) -> HttpResponse:
    """The workbench: the tabs' lines, and the one that is looked at."""
    tab = visit.request.GET.get("tab", REVIEW)
    return _show(visit, tab if tab in TITLES else REVIEW, _asked(visit, "line"), Form(visit))


@visit.page()
def cash_line(visit: Visit, id: int) -> HttpResponse:
    """One line with its proposal: for the right-hand side, or with the list where somebody follows its address."""
    if not visit.wants_part:
        return _show(visit, REVIEW, id, Form(visit))
    found = workbench.line(visit.books, id)
    return visit.show("cash/line.html", _detail(visit, found, Form(visit)))


@visit.deed("cash.apply")
def cash_apply(visit: Visit, id: int) -> HttpResponse:
    """Apply a line as the form has it, and go to the next."""
    form = Form(visit)
    found = workbench.line(visit.books, id)
    made = form.does(verbs.apply_line, lambda: _given(visit, form, found))
    if made is None:
        return _show(visit, REVIEW, id, form)
    name = found.customer_name or form["customer"] or found.line.payer_name or "The payment"
    said = f"{name}: {_money(visit, found.line.amount, found.line.currency)} applied"
    return _next(visit, said, reverse("cash-undo", kwargs={"id": id}))


@visit.deed("cash.apply")
def cash_account(visit: Visit, id: int) -> HttpResponse:
    """Put a line on the account of whoever is named, nothing applied yet."""
    form = Form(visit)
    found = workbench.line(visit.books, id)
    made = form.does(verbs.apply_line, lambda: ApplyLine(id, form["customer"].strip(), (), cash.CHANGED))
    if made is None:
        return _show(visit, REVIEW, id, form)
    where = f"on account of {form['customer']}" if form["customer"].strip() else "kept until somebody knows the payer"
    said = f"{_money(visit, found.line.amount, found.line.currency)} {where}"
    return _next(visit, said, reverse("cash-undo", kwargs={"id": id}))


@visit.deed("cash.pass_over")
def cash_pass(visit: Visit, id: int) -> HttpResponse:
    """Set a line aside."""
    form = Form(visit)
    reason = form["why_not"].strip() or "No matter of receivables"
    made = form.does(verbs.pass_over, lambda: PassLine(id, reason, form["account_code"]))
    if made is None:
        return _show(visit, REVIEW, id, form)
    return _next(visit, "The line is set aside", reverse("cash-undo", kwargs={"id": id}))


@visit.deed("cash.return_payment")
def cash_return(visit: Visit, id: int) -> HttpResponse:
    """Reopen what a returned payment had paid."""
    form = Form(visit)
    made = form.does(verbs.return_payment, lambda: ReturnLine(id, form["reference"].strip()))
    if made is None:
        return _show(visit, REVIEW, id, form)
    fee = f". {made.fee_number} charges the fee" if made.fee_number else ""
    return _next(visit, f"{made.reference} is reversed; what it had paid is open again{fee}")


@visit.deed("cash.undo")
def cash_undo(visit: Visit, id: int) -> HttpResponse:
    """Take back what a line has become."""
    form = Form(visit)
    form.does(verbs.undo, lambda: UndoLine(id, form["reason"].strip() or "Taken back at the workbench"))
    if form.refusal is not None:
        return _show(visit, APPLIED, id, form)
    return visit.go(f"{reverse('cash')}?line={id}", "Taken back; the line is open again")


@visit.deed("cash.apply")
def cash_accept_safe(visit: Visit) -> HttpResponse:
    """Accept every safe line as proposed; what cannot be posted stays and is told."""
    form, file_id = Form(visit), _asked(visit, "file")
    done, refused, total = 0, "", 0
    for found in workbench.lines(visit.books, SAFE, reports.threshold(visit.books), file_id, MOST_SAFE):
        key = f"{form.key}:{found.line.id}"
        try:
            visit.do(verbs.apply_line, _as_proposed(found), key)
        except Refusal as refusal:
            refused = refusal.sentence
        else:
            done += 1
            total += found.line.amount
    said = f"{done} safe lines accepted, {_money(visit, total, visit.company.base_currency)}"
    return visit.go("cash", f"{said}. One stays: {refused}" if refused else said)


@visit.deed("matching.propose")
def cash_match(visit: Visit) -> HttpResponse:
    """Compare the open lines with what is owed once more."""
    asked = matching_runs.ask(visit.context, AskMatch())
    return visit.go(f"{reverse('cash')}?run={asked.run_id}")


@visit.page()
def cash_run(visit: Visit, id: int) -> HttpResponse:
    """The moving part of a run; once it is over, word to load the page again."""
    found = matching_reports.run(visit.books, id)
    if not found.busy:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return visit.show("cash/run.html", {"run": found})


def _show(visit: Visit, tab: str, line_id: int, form: Form) -> HttpResponse:
    file_id, threshold = _asked(visit, "file"), reports.threshold(visit.books)
    found = workbench.lines(visit.books, tab, threshold, file_id, MOST_SHOWN)
    picked = next((one for one in found if one.line.id == line_id), None)
    if picked is None and line_id:
        picked = workbench.line(visit.books, line_id)
    picked = picked or next(iter(found), None)
    sums = _sums(visit, workbench.tallies(visit.books, threshold, file_id))
    values: dict[str, Any] = {
        "tab": tab,
        "tabs": [(name, title, sums[name][0]) for name, title in TITLES.items()],
        "lines": found,
        "picked": picked,
        "sums": {name: {"lines": count, "amount": amount} for name, (count, amount) in sums.items()},
        "whole": {"lines": sums[REVIEW][0] + sums[SAFE][0], "amount": sums[REVIEW][1] + sums[SAFE][1]},
        "samples": found[:0] if tab != REVIEW else workbench.lines(visit.books, SAFE, threshold, file_id, SAFE_SHOWN),
        "file": banking.file(visit.books, file_id)[0] if file_id else None,
        "form": form,
        "run": _run(visit),
    }
    if picked is not None:
        values |= _detail(visit, picked, form)
    return visit.show("cash/cash.html", values, status=form.status)


def _run(visit: Visit) -> matching_reports.RunRow | None:
    """The run that the address names, or the latest one while the worker is at it."""
    asked = _asked(visit, "run")
    found = matching_reports.run(visit.books, asked) if asked else matching_reports.latest(visit.books)
    return found if found is not None and (asked or found.busy) else None


def _detail(visit: Visit, found: Proposed, form: Form) -> dict[str, Any]:
    rows = _rows(visit, found, form)
    short = [row for row in rows if row.stays > 0]
    missing = sum(row.stays for row in short)
    words = remittances.of_line(visit.books, found.line.id)
    said = " ".join(line.code for word in words for line in word.row.lines)
    chosen = form["why"] if form.sent else _suggested(found, said)
    owners = {name: (words, owner) for name, (words, owner) in cash.REASONS.items()}
    return {
        "found": found,
        "form": form,
        "rows": rows,
        "short": short,
        "missing": missing,
        "currency": rows[0].currency if rows else found.line.currency,
        "left": found.line.amount - sum(_minor(row.apply, row.currency) for row in rows),
        "reasons": [(n, name, words, owner) for n, (name, (words, owner)) in enumerate(owners.items(), start=1)],
        "chosen": chosen,
        "percent": round(found.probability_e6 / 10_000),
        "customer": form["customer"] if form.sent else found.customer_number,
        "returned": found.line.amount < 0,
        "words": words,
        "fields": banking.line(visit.books, found.line.id)[1],
    }


def _rows(visit: Visit, found: Proposed, form: Form) -> list[Row]:
    """Documents of the form: as typed, or as proposed; with what is open on each now."""
    wanted = [(part.document, part.amount) for part in found.parts]
    if form.sent:
        wanted = list(zip(form.all("document"), form.all("amount"), strict=False))
    adjusted = {part.document: part for part in found.parts}
    numbers = [document for document, _ in wanted if document]
    known = {card.number: card for card in workbench.open_documents(visit.books, numbers)}
    made = []
    for document, amount in wanted:
        card = known.get(document)
        if card is not None:
            part = adjusted.get(document)
            off = _minor(part.adjustment, card.currency) if part is not None else 0
            made.append(Row(document, card.currency, card.open, amount, card.due_on, off))
    return made


def _given(visit: Visit, form: Form, found: Proposed) -> ApplyLine:
    """What the form asks for; a difference on a document takes the reason that was chosen."""
    rows = _rows(visit, found, form)
    parts = [_part(row, form["why"], found) for row in rows if row.apply.strip() not in ("", "0")]
    added = form["added"].strip()
    if added:
        parts.append(Part(added, form["added_amount"].strip() or _rest(visit, found, rows, added)))
    proposed = [(part.document, part.amount) for part in found.parts]
    same = [(one.document, one.amount) for one in parts] == proposed and form[
        "customer"
    ].strip() == found.customer_number
    return ApplyLine(
        line_id=found.line.id,
        customer_number=form["customer"].strip(),
        parts=tuple(parts),
        decision=cash.ACCEPTED if same else cash.CHANGED,
        probability_e6=found.probability_e6,
        reasons=found.reasons[:20],
    )


def _part(row: Row, why: str, found: Proposed) -> Part:
    """A row as a part; what it leaves open is closed, deducted or left by the chosen reason."""
    if row.stays <= 0 or why in ("", "unknown"):
        return Part(row.document, row.apply.strip())
    missing = money.write(row.stays, row.currency)
    kinds = {"discount": cash.DISCOUNT, "fees": cash.CHARGE, "rounding": cash.ROUNDING}
    kind = kinds.get(why, cash.DEDUCTION)
    if kind == cash.DEDUCTION and why not in cash.REASONS:
        raise Invalid("Choose why the amount is missing.", field="why")
    return Part(row.document, row.apply.strip(), missing, kind, why if kind == cash.DEDUCTION else "")


def _rest(visit: Visit, found: Proposed, rows: list[Row], document: str) -> str:
    """What is left of the line, at most what is open on the added document."""
    card = next(iter(workbench.open_documents(visit.books, [document])), None)
    if card is None:
        raise Invalid(f"There is no open document {document[:60]!r}.", field="added")
    left = found.line.amount - sum(_minor(row.apply, row.currency) for row in rows)
    return money.write(min(left, card.open) if card.open > 0 else card.open, card.currency)


def _as_proposed(found: Proposed) -> ApplyLine:
    parts = tuple(Part(p.document, p.amount, p.adjustment, p.kind, p.reason) for p in found.parts)
    return ApplyLine(
        found.line.id, found.customer_number, parts, cash.ACCEPTED, found.probability_e6, found.reasons[:20]
    )


def _suggested(found: Proposed, words: str) -> str:
    """The reason that the proposal or the payer's own words suggest, on the line or in its remittance."""
    part: PartShown | None = next((one for one in found.parts if one.adjustment), None)
    if part is None:
        return "unknown"
    said = f"{found.line.text} {words}".lower()
    for word, reason in _WORDS:
        if word in said:
            return reason
    by_kind = {cash.DISCOUNT: "discount", cash.CHARGE: "fees", cash.ROUNDING: "rounding"}
    return by_kind.get(part.kind, part.reason or "unknown")


_WORDS = (
    ("freight", "freight"),
    ("fracht", "freight"),
    ("damage", "damage"),
    ("missing", "damage"),
    ("short", "damage"),
    ("price", "price"),
    ("preis", "price"),
)


def _next(visit: Visit, said: str, undo: str = "") -> HttpResponse:
    return visit.go("cash", said, undo=undo)


def _sums(visit: Visit, found: tuple[workbench.Tally, ...]) -> dict[str, tuple[int, int]]:
    """Lines and their sum by tab; only the company's own currency is summed."""
    base = visit.company.base_currency
    made = dict.fromkeys(TITLES, (0, 0))
    for one in found:
        lines, amount = made[one.tab]
        made[one.tab] = (lines + one.lines, amount + (one.amount if one.currency == base else 0))
    return made


def _asked(visit: Visit, name: str) -> int:
    given = visit.request.GET.get(name, "") or visit.request.POST.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else 0


def _minor(text: str, currency: str) -> int:
    try:
        return money.read(text or "0", currency)
    except Refusal:
        return 0


def _money(visit: Visit, minor: int, currency: str) -> str:
    return shown.with_currency(minor, currency, visit.company.base_currency)

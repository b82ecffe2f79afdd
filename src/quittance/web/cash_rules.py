"""How cash is applied: the policy, the company's own rules, who pays for whom, open deductions."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from quittance.actions import cash_calibration, cash_learning, cash_policy, deductions
from quittance.actions.cash_calibration import Refit
from quittance.actions.cash_learning import ForgetPayer
from quittance.actions.cash_policy import AddRule, RemoveRule, SetPolicy
from quittance.actions.deductions import AssignDeduction, ResolveDeduction
from quittance.reports import cash as reports
from quittance.reports import cash_reliability
from quittance.rules import cash, deduction, money
from quittance.web import visit
from quittance.web.form import Form
from quittance.web.visit import Visit

WAYS = {
    deduction.CREDIT: "credit note",
    deduction.WRITE_OFF: "written off",
    deduction.REJECT: "charged back",
    deduction.SETTLED: "settled",
}


@visit.page()
def cash_rules(visit: Visit) -> HttpResponse:
    """Policy, rules, memory and the four rates."""
    return _show(visit, Form(visit), "")


@visit.deed("cash.set_policy")
def cash_policy_set(visit: Visit) -> HttpResponse:
    """Set the policy."""
    form = Form(visit)
    made = form.does(
        cash_policy.set_policy,
        lambda: SetPolicy(
            form["auto_post"] == "yes",
            form["threshold"],
            form["most"],
            form["charge_limit"] or "0",
            int(form["grace_days"]) if form["grace_days"].isdigit() and len(form["grace_days"]) < 4 else -1,
            form["auto_return"] == "yes",
            form["return_fee"] or "0",
        ),
    )
    return _show(visit, form, "policy") if made is None else visit.go("cash-rules", "The policy is set")


@visit.deed("cash.refit")
def cash_refit(visit: Visit) -> HttpResponse:
    """Refit the probabilities of matching."""
    form = Form(visit)
    made = form.does(cash_calibration.refit, Refit)
    if made is None:
        return _show(visit, form, "refit")
    return visit.go("cash-rules", f"Probabilities are refitted over {made.outcomes} outcomes")


@visit.deed("cash.add_rule")
def cash_rule_add(visit: Visit) -> HttpResponse:
    """Add a rule."""
    form = Form(visit)
    made = form.does(
        cash_policy.add_rule,
        lambda: AddRule(
            form["name"],
            form["text_contains"],
            form["payer_account"],
            form["customer_number"].strip(),
            form["account_code"],
        ),
    )
    return _show(visit, form, "rule") if made is None else visit.go("cash-rules", f"{made.name} is asked from now on")


@visit.deed("cash.remove_rule")
def cash_rule_remove(visit: Visit) -> HttpResponse:
    """Remove a rule."""
    form = Form(visit)
    made = form.does(cash_policy.remove_rule, lambda: RemoveRule(form["name"]))
    return _show(visit, form, "") if made is None else visit.go("cash-rules", f"{made.name} is gone")


@visit.deed("cash.forget")
def cash_forget(visit: Visit, id: int) -> HttpResponse:
    """Forget who pays for whom."""
    form = Form(visit)
    made = form.does(cash_learning.forget, lambda: ForgetPayer(id))
    return _show(visit, form, "") if made is None else visit.go("cash-rules", f"{made.value} is forgotten")


@visit.page()
def deduction_list(visit: Visit) -> HttpResponse:
    """Deductions, the oldest first."""
    return _deductions(visit, Form(visit))


@visit.deed("deductions.resolve")
def deduction_resolve(visit: Visit, id: int) -> HttpResponse:
    """Resolve a deduction."""
    form = Form(visit)
    way = form["way"] or deduction.SETTLED
    made = form.does(deductions.resolve, lambda: ResolveDeduction(id, form["resolution"], way, form["owner"]))
    if made is None:
        return _deductions(visit, form, id)
    amount = f"{made.amount} {made.currency}"
    said = {
        deduction.CREDIT: f"Credit note {made.number} closes {amount} of {made.document}",
        deduction.WRITE_OFF: f"{amount} of {made.document} is written off",
        deduction.REJECT: f"{amount} is charged back and stays open on {made.document}",
    }
    return visit.go("deductions", said.get(way, "The deduction is resolved"))


@visit.deed("deductions.assign")
def deduction_assign(visit: Visit, id: int) -> HttpResponse:
    """Say who looks after a deduction."""
    form = Form(visit)
    made = form.does(deductions.assign, lambda: AssignDeduction(id, form["owner"], form["reason"]))
    if made is None:
        return _deductions(visit, form, id)
    return visit.go(f"{reverse('deductions')}?id={id}", f"{made.owner.capitalize()} looks after it")


def _deductions(visit: Visit, form: Form, id: int = 0) -> HttpResponse:
    state = visit.request.GET.get("state", "open")
    rows = reports.deductions(visit.books, state if state in ("open", "resolved") else "open")
    asked = visit.request.GET.get("id", "")
    wanted = id or (int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0)
    values = {
        "form": form,
        "rows": rows,
        "state": state,
        "reasons": {n: w for n, (w, _) in cash.REASONS.items()},
        "ways": WAYS,
        "picked": next((row for row in rows if row.id == wanted), None) if state != "resolved" else None,
    }
    return visit.show("cash/deductions.html", values, status=form.status)


def _show(visit: Visit, form: Form, which: str) -> HttpResponse:
    base = visit.company.base_currency
    policy = cash_policy.policy_of(visit.context)
    if not form.sent or which != "policy":
        form.start = {
            "auto_post": "yes" if policy.auto_post else "no",
            "threshold": f"{policy.threshold_e6 // cash.MILLION}.{policy.threshold_e6 % cash.MILLION:06d}".rstrip("0"),
            "most": money.write(policy.most_base, base) if policy.most_base else "",
            "charge_limit": money.write(policy.charge_limit, base),
            "grace_days": str(policy.grace_days),
            "auto_return": "yes" if policy.auto_return else "no",
            "return_fee": money.write(policy.return_fee, base),
        }
    found = reports.rates(visit.books)
    right = found.posted - found.undone
    known = cash_reliability.reliability_of(visit.books)
    last = cash_reliability.calibration(visit.books)
    values = {
        "form": form,
        "which": which,
        "policy": policy,
        "rules": reports.rules(visit.books),
        "memory": reports.memory(visit.books)[:200],
        "rates": (
            ("Payments", found.posted, found.payments, False),
            ("Documents", found.posted_lines, found.lines, False),
            ("Value", found.posted_value, found.value, True),
            ("Right: not taken back in 60 days", right, found.posted, False),
        ),
        "known": known,
        "bands": [
            {"promised": f"{100 * band.promised:.2f}", "count": band.count, "right": band.right} for band in known.bands
        ],
        "last": last,
        "last_off": (f"{last.error_before:.4f}", f"{last.error_after:.4f}") if last else (),
        "least": cash_calibration.LEAST_OUTCOMES,
        "promised": f"{100 * known.promised:.2f}",
        "off": f"{known.error:.3f}",
        "brier": f"{known.brier:.3f}",
        "yes_no": (("yes", "Post what is sure"), ("no", "Propose everything")),
        "back": (("yes", "Reopen what a sure one had paid"), ("no", "Propose everything")),
    }
    return visit.show("cash/rules.html", values, status=form.status)

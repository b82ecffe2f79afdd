"""How a company applies cash: how far matches post unseen, and its own rules that are asked before the engine."""

from __future__ import annotations

from dataclasses import dataclass

from quittance.actions import command
from quittance.actions.command import Context, Subject
from quittance.books import lock, sql
from quittance.books.keys import new_id
from quittance.rules import cash, money, text
from quittance.rules.cash import Policy
from quittance.rules.refusals import Duplicate, Invalid, NotFound

CUSTOMER, PASS = "customer", "pass"
MOST_RULES = 200


@dataclass(frozen=True, slots=True)
class SetPolicy:
    """The policy from now on; amounts are decimal text in base currency, `most` "" is without end.

    `threshold` is a probability such as 0.995.
    """

    auto_post: bool
    threshold: str = "0.995"
    most: str = ""
    charge_limit: str = "40"
    grace_days: int = 3
    auto_return: bool = False
    return_fee: str = "0"


@dataclass(frozen=True, slots=True)
class PolicySet:
    """The policy as it is now."""

    auto_post: bool
    threshold_e6: int
    most_base: int
    charge_limit: int
    grace_days: int
    auto_return: bool
    return_fee: int


@dataclass(frozen=True, slots=True)
class AddRule:
    """Lines whose text contains `text_contains` or that come from `payer_account`: whose they are, or none of ours.

    `customer_number` makes the payer known; `account_code` sets the line aside for that ledger account.
    """

    name: str
    text_contains: str = ""
    payer_account: str = ""
    customer_number: str = ""
    account_code: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class RemoveRule:
    """A rule, by name."""

    name: str


@dataclass(frozen=True, slots=True)
class RuleKept:
    """The rule and its place in the order."""

    name: str
    position: int


def policy_of(context: Context) -> Policy:
    """The company's policy, or the one that stands until it sets its own."""
    found = sql.row(
        "SELECT auto_post, threshold_e6, most_base, charge_limit, grace_days, auto_return, return_fee FROM cash_policy "
        "WHERE tenant_id = %s AND entity_id = %s",
        [context.tenant_id, context.entity_id],
    )
    if found is None:
        return Policy()
    auto_post, threshold_e6, most_base, charge_limit, grace_days, auto_return, return_fee = found
    return Policy(bool(auto_post), threshold_e6, most_base, charge_limit, grace_days, bool(auto_return), return_fee)


@command.verb("cash.set_policy", PolicySet)
def set_policy(context: Context, data: SetPolicy) -> PolicySet:
    """Set how far matches post unseen; raises `Invalid`."""
    facts = lock.entity(context.tenant_id, context.entity_id)
    most = money.read(data.most, facts.base_currency, field="most") if data.most else 0
    limit = money.read(data.charge_limit, facts.base_currency, field="charge_limit")
    threshold = _millionths(data.threshold)
    fee = money.read(data.return_fee or "0", facts.base_currency, field="return_fee")
    made = Policy(data.auto_post, threshold, most, limit, data.grace_days, data.auto_return, fee)
    cash.check_policy(made)
    sql.execute(
        "INSERT INTO cash_policy (tenant_id, id, entity_id, auto_post, threshold_e6, most_base, charge_limit, "
        "grace_days, auto_return, return_fee) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) "
        "ON CONFLICT (tenant_id, entity_id) DO UPDATE SET "
        "auto_post = EXCLUDED.auto_post, threshold_e6 = EXCLUDED.threshold_e6, most_base = EXCLUDED.most_base, "
        "charge_limit = EXCLUDED.charge_limit, grace_days = EXCLUDED.grace_days, auto_return = EXCLUDED.auto_return, "
        "return_fee = EXCLUDED.return_fee",
        [
            *(context.tenant_id, new_id(), context.entity_id, made.auto_post, threshold, most, limit),
            *(made.grace_days, made.auto_return, fee),
        ],
    )
    result = PolicySet(made.auto_post, threshold, most, limit, made.grace_days, made.auto_return, fee)
    said = {"auto_post": made.auto_post, "threshold": data.threshold, "most": data.most, "charges": data.charge_limit}
    said |= {"auto_return": made.auto_return, "return_fee": data.return_fee}
    command.note(context, "cash.set_policy", Subject("entity", context.entity_id), said)
    return result


@command.verb("cash.add_rule", RuleKept)
def add_rule(context: Context, data: AddRule) -> RuleKept:
    """Add a rule; raises `Duplicate` for a name that is taken, `Invalid` for a rule that says too little."""
    name = text.clean(data.name, "name", 100, needed=True)
    contains = text.clean(data.text_contains, "text_contains", 200).upper()
    account = text.clean(data.payer_account, "payer_account", 64).upper().replace(" ", "")
    code = text.clean(data.account_code, "account_code", 32)
    if bool(contains) == bool(account):
        raise Invalid("Say either what the text contains or which account pays.", field="text_contains")
    if bool(data.customer_number) == bool(code):
        raise Invalid("Say either whose payment it is or which ledger account it belongs to.", field="customer_number")
    customer_id = _customer(context, data.customer_number)
    held = sql.rows(
        "SELECT name, position FROM cash_rule WHERE tenant_id = %s AND entity_id = %s",
        [context.tenant_id, context.entity_id],
    )
    if any(row[0] == name for row in held):
        raise Duplicate(f"There is a rule {name!r} already.", field="name")
    if len(held) >= MOST_RULES:
        raise Invalid(f"At most {MOST_RULES} rules. Remove one first.", field="name")
    position = data.position or max((row[1] for row in held), default=0) + 1
    sql.insert(
        "cash_rule",
        "tenant_id id entity_id position name text_contains payer_account what customer_id account_code".split(),
        [
            [
                *(context.tenant_id, new_id(), context.entity_id, position, name, contains, account),
                *(CUSTOMER if customer_id else PASS, customer_id, code),
            ]
        ],
    )
    said = {"name": name, "text": contains, "account": account, "customer": data.customer_number, "code": code}
    command.note(context, "cash.add_rule", Subject("cash_rule", None, customer_id), said)
    return RuleKept(name, position)


@command.verb("cash.remove_rule", RuleKept)
def remove_rule(context: Context, data: RemoveRule) -> RuleKept:
    """Remove a rule; raises `NotFound`."""
    found = sql.row(
        "SELECT position FROM cash_rule WHERE tenant_id = %s AND entity_id = %s AND name = %s",
        [context.tenant_id, context.entity_id, data.name],
    )
    if found is None:
        raise NotFound(f"There is no rule {data.name[:60]!r}.", field="name")
    sql.execute(
        "DELETE FROM cash_rule WHERE tenant_id = %s AND entity_id = %s AND name = %s",
        [context.tenant_id, context.entity_id, data.name],
    )
    command.note(context, "cash.remove_rule", Subject("cash_rule", None), {"name": data.name})
    return RuleKept(data.name, found[0])


def _customer(context: Context, number: str) -> int | None:
    if not number:
        return None
    found = sql.row("SELECT id FROM customer WHERE tenant_id = %s AND number = %s", [context.tenant_id, number])
    if found is None:
        raise NotFound(f"There is no customer {number[:60]!r}.", field="customer_number")
    return int(found[0])


def _millionths(said: str) -> int:
    """A probability as millionths; raises `Invalid` for anything but a decimal of at most six places."""
    whole, _, part = said.strip().partition(".")
    if not (whole in ("0", "1") and (part.isdigit() or not part) and part.isascii() and len(part) <= 6):
        raise Invalid(f"{said[:20]!r} is no probability. Write it as 0.995.", field="threshold")
    return int(whole) * cash.MILLION + int(part.ljust(6, "0") or 0)

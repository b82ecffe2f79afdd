"""Saved mappings: kept by name, replaced under the same one, refused when they are not whole."""

from __future__ import annotations

import pytest

from quittance.actions import imports_mappings
from quittance.actions.imports_mappings import MappingKept, RemoveMapping, SaveMapping
from quittance.rules import mapping as mappings
from quittance.rules.mapping import Mapping
from quittance.rules.refusals import Invalid, NotAllowed, NotFound
from tests import factories

pytestmark = pytest.mark.django_db
ONE = Mapping("payments", (("reference", "Ref"), ("received_on", "Datum"), ("amount", "Betrag")), (), "dmy", ",")


def test_a_mapping_is_kept_by_name_and_replaced_under_it() -> None:
    context = factories.company()
    first = imports_mappings.save(context, SaveMapping(" Bank ", mappings.write(ONE)))
    assert isinstance(first, MappingKept) and first.name == "Bank"
    other = Mapping("payments", ONE.columns, (("currency", "EUR"),), "mdy")
    assert imports_mappings.save(context, SaveMapping("Bank", mappings.write(other))).id == first.id
    assert imports_mappings.named(context, "Bank") == other
    imports_mappings.save(context, SaveMapping("A", mappings.write(ONE)))
    assert [one.name for one in imports_mappings.listed(context)] == ["A", "Bank"]
    assert imports_mappings.listed(factories.company("Other")) == ()


def test_what_is_not_whole_is_not_kept() -> None:
    context = factories.company()
    less = mappings.write(Mapping("payments", ONE.columns[:1]))
    for name, definition in (("x", less), ("x", "{}"), ("x", "no json"), ("", mappings.write(ONE))):
        with pytest.raises(Invalid):
            imports_mappings.save(context, SaveMapping(name, definition))


def test_a_removed_mapping_is_gone() -> None:
    context = factories.company()
    imports_mappings.save(context, SaveMapping("A", mappings.write(ONE)))
    assert imports_mappings.remove(context, RemoveMapping("A")).name == "A"
    for gone in (
        lambda: imports_mappings.named(context, "A"),
        lambda: imports_mappings.remove(context, RemoveMapping("A")),
    ):
        with pytest.raises(NotFound):
            gone()


def test_only_those_who_import_see_and_keep_mappings() -> None:
    sales = factories.member(factories.company(), "sales")
    for asked in (
        lambda: imports_mappings.listed(sales),
        lambda: imports_mappings.named(sales, "A"),
        lambda: imports_mappings.save(sales, SaveMapping("A", mappings.write(ONE))),
    ):
        with pytest.raises(NotAllowed):
            asked()


def test_the_number_of_mappings_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports_mappings, "MOST_MAPPINGS", 2)
    context = factories.company()
    for name in ("A", "B", "B"):
        imports_mappings.save(context, SaveMapping(name, mappings.write(ONE)))
    with pytest.raises(Invalid, match="At most 2"):
        imports_mappings.save(context, SaveMapping("C", mappings.write(ONE)))

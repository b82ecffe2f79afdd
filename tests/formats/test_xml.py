"""XML: namespaces do not matter, places are told, fields keep everything."""

from __future__ import annotations

import pytest

from quittance.formats import xml
from quittance.formats.bank import Malformed

DATA = b'<a xmlns="urn:x"><b k="1">one</b>\n<b><c>two</c></b><d/></a>'


def test_paths_and_places_are_found_in_any_namespace() -> None:
    root = xml.root(DATA)
    assert xml.text(root, "b") == "one" and xml.text(root, "d") == "" and xml.text(root, "x", "y") == ""
    second = list(xml.children(root, "b"))[1]
    assert xml.line(second) == "line 2" and xml.where(second) == "line 2, a/b[2]"


def test_fields_keep_texts_and_attributes_in_order() -> None:
    assert xml.fields(xml.root(DATA)) == (("b@k", "1"), ("b", "one"), ("b/c", "two"))
    assert xml.fields(xml.root(DATA), frozenset({"b"})) == ()


def test_a_fault_tells_line_and_column() -> None:
    with pytest.raises(Malformed) as refused:
        xml.root(b"<a>\n<b></a>")
    assert refused.value.location.startswith("line 2, column")

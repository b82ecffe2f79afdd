"""Tables that bind values to XML: order is kept, empty groups are left out, what is read is what was written."""

from __future__ import annotations

from lxml import etree

from quittance.formats import binding
from quittance.formats.binding import Branch, Fixed, Many, One, Syntax, Term, Within
from quittance.rules.einvoice import Address, Contact, Item, Line, Note, Party, Price

SYNTAX = Syntax({"": "urn:x"}, names_currency=False)
PARTY = (
    Term("name", ":Name"),
    Branch(":Tax", (Term("vat_id", ":Id"), Fixed(":Kind", "VAT")), binding.text_at("Kind", frozenset({"VAT"}))),
    Branch(":Tax", (Term("tax_id", ":Id"), Fixed(":Kind", "FC")), binding.text_at("Kind", frozenset({"FC"}))),
    One("contact", ":Who/:Contact", Contact, (Term("name", ":Name"),)),
)


def written(value: object, rows: tuple[binding.Row, ...]) -> str:
    """The file without its declaration and layout."""
    data = binding.document(":Doc", SYNTAX, value, rows)
    return "".join(part.strip() for part in data.decode().splitlines()[1:])


def test_rows_are_written_in_their_order_and_empty_groups_are_left_out() -> None:
    assert written(Party(name="A", tax_id="7"), PARTY) == (
        '<Doc xmlns="urn:x"><Name>A</Name><Tax><Id>7</Id><Kind>FC</Kind></Tax></Doc>'
    )
    assert written(Party(contact=Contact()), PARTY) == '<Doc xmlns="urn:x"/>'


def test_what_is_written_reads_back() -> None:
    party = Party(name="A", vat_id="NL1", tax_id="7", contact=Contact("Ida"))
    root = etree.fromstring(binding.document(":Doc", SYNTAX, party, PARTY))
    assert binding.group_of(root, SYNTAX, Party, PARTY) == party


def test_one_group_may_stand_in_two_places() -> None:
    rows = (
        Within("item", Item, (Term("name", ":A/:Name"),)),
        Within("price", Price, (Term("net", ":Price"),)),
        Within("item", Item, (Term("category", ":B/:Category"),)),
    )
    line = Line(item=Item(name="Paper", category="S"))
    root = etree.fromstring(binding.document(":Doc", SYNTAX, line, rows))
    assert [child.tag for child in root] == ["{urn:x}A", "{urn:x}B"]
    assert binding.group_of(root, SYNTAX, Line, rows) == line


def test_many_groups_keep_their_order_and_an_absent_group_is_none() -> None:
    rows = (
        Many("notes", ":Note", Note, (Term("text", ":Text"),)),
        One("address", ":Address", Address, (Term("city", ":City"),)),
    )
    root = etree.fromstring(b'<Doc xmlns="urn:x"><Note><Text>a</Text></Note><Note><Text>b</Text></Note></Doc>')
    found = binding.group_of(root, SYNTAX, dict, rows)
    assert found == {"notes": (Note("a"), Note("b"))}

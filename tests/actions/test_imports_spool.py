"""The spool: the first of a number is remembered, rows wait for their owner and are given once."""

from __future__ import annotations

from quittance.actions.imports_source import Line
from quittance.actions.imports_spool import Spool
from quittance.rules.fault import Fault


def row(n: int, owner: str, *more: str, faults: tuple[Fault, ...] = ()) -> Line:
    """A row that belongs to `owner`."""
    return Line(n, [owner, *more], [owner, *more], faults)


def test_a_number_is_claimed_by_its_first_row_in_each_file() -> None:
    with Spool() as spool:
        assert spool.claim(0, [("a", 2), ("b", 3), ("a", 4)]) == {4: 2}
        assert spool.claim(0, [("b", 5), ("c", 6)]) == {5: 3}
        assert spool.claim(1, [("a", 2)]) == {}


def test_rows_wait_for_their_owner_and_are_given_once_in_their_order() -> None:
    fault = Fault("lines", 4, "n", "invalid", "No.")
    with Spool() as spool:
        spool.keep(0, [row(2, "a", "x"), row(3, "b"), row(4, "a", faults=(fault,)), row(5, "c")])
        assert spool.weights(0, ["a", "b", "z"]) == {"a": 2, "b": 1}
        assert spool.take(0, ["a", "b"]) == [row(2, "a", "x"), row(3, "b"), row(4, "a", faults=(fault,))]
        assert spool.take(0, ["a"]) == []
        left = []
        for owners in spool.left(0, 10):
            left += owners
            spool.take(0, owners)
        assert left == ["c"]


def test_any_cells_come_back_as_they_were() -> None:
    cells = ["", "\x1f", "\x1e", 'a"b', "ä\n", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")]
    with Spool() as spool:
        spool.keep(0, [Line(n, ["o", *cells[:n]], ["o", cell], ()) for n, cell in enumerate(cells)])
        assert [one.values[1] for one in spool.take(0, ["o"])] == cells
        spool.keep(1, [Line(1, ["\x1ex"], ["\x1e"], ())])
        assert spool.take(1, ["\x1e"]) == [Line(1, ["\x1ex"], ["\x1e"], ())]


def test_many_owners_are_asked_for_in_parts() -> None:
    with Spool() as spool:
        spool.keep(0, [row(n, str(n)) for n in range(12_000)])
        assert len(spool.take(0, [str(n) for n in range(11_000)])) == 11_000
        assert len(spool.weights(0, [str(n) for n in range(12_000)])) == 1_000

"""A syntax as a table: rows say where each term of a value stands in XML, and are read and written alike.

A row has the field of a frozen value and a path below its group's element. Writing follows the order of the
rows, which is the order of the schema; elements in the middle of a path are shared by the rows that name them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from lxml import etree

from quittance.formats import binding_kinds as kinds
from quittance.formats import xml

Element = etree._Element
Pick = Callable[[Element], bool]


def _any(value: Any) -> bool:
    return True


class Row(Protocol):
    """One line of the table."""

    def read(self, group: Element, syntax: Syntax, found: dict[str, Any]) -> None:
        """Put what stands below the group's element into the fields."""

    def write(self, group: Element, syntax: Syntax, value: Any) -> bool:
        """Write what the value has of this row; False when it has nothing."""


@dataclass(frozen=True, slots=True)
class Syntax:
    """Namespaces by prefix, and what amounts say of their currency."""

    spaces: Mapping[str, str]
    names_currency: bool
    currency: str = ""
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict, init=False, compare=False, repr=False)

    def tag(self, step: str) -> str:
        """Clark's form of «prefix:Name»."""
        prefix, _, local = step.partition(":")
        return f"{{{self.spaces[prefix]}}}{local}"

    def tags(self, path: str) -> tuple[str, ...]:
        """The tag of each step of a path, worked out once: the paths are those of the tables."""
        found = self._known.get(path)
        if found is None:
            found = self._known[path] = tuple(self.tag(step) for step in path.split("/"))
        return found

    def below(self, group: Element, path: str) -> list[Element]:
        """Every element down a path."""
        found = [group]
        for tag in self.tags(path):
            found = [child for one in found for child in one.iterchildren(tag)]
        return found

    def ensure(self, group: Element, path: str) -> Element:
        """The element down a path: shared where it is there, made where it is not."""
        for tag in self.tags(path):
            last = group[-1] if len(group) else None
            found = last if last is not None and last.tag == tag else next(group.iterchildren(tag), None)
            group = etree.SubElement(group, tag) if found is None else found
        return group

    def append(self, group: Element, path: str) -> Element:
        """As `ensure`, with a last element of its own."""
        above, _, last = path.rpartition("/")
        return etree.SubElement(self.ensure(group, above) if above else group, self.tag(last))


@dataclass(frozen=True, slots=True)
class Term:
    """A field that is one element."""

    field: str
    path: str
    kind: kinds.Kind = kinds.TEXT
    mine: Callable[[Any], bool] = _any

    def read(self, group: Element, syntax: Syntax, found: dict[str, Any]) -> None:
        """The first element down the path that holds something."""
        for element in syntax.below(group, self.path):
            value = self.kind.read(element)
            if value not in (None, ""):
                found[self.field] = value
                return

    def write(self, group: Element, syntax: Syntax, value: Any) -> bool:
        """Its element, when the field is set."""
        said = getattr(value, self.field)
        if said in (None, "") or not self.mine(said):
            return False
        self.kind.write(syntax.ensure(group, self.path), said, syntax.currency if syntax.names_currency else "")
        return True


@dataclass(frozen=True, slots=True)
class Fixed:
    """Text that the syntax wants and no term holds."""

    path: str
    text: str

    def read(self, group: Element, syntax: Syntax, found: dict[str, Any]) -> None:
        """Nothing to learn."""

    def write(self, group: Element, syntax: Syntax, value: Any) -> bool:
        """Its element; by itself it makes no group."""
        syntax.ensure(group, self.path).text = self.text
        return False


@dataclass(frozen=True, slots=True)
class Branch:
    """Rows of the same value in an element of their own, which `pick` tells from its like."""

    path: str
    rows: Sequence[Row]
    pick: Pick = _any

    def read(self, group: Element, syntax: Syntax, found: dict[str, Any]) -> None:
        """The rows of each such element; the first to say something is heard."""
        for element in syntax.below(group, self.path):
            if self.pick(element):
                inner: dict[str, Any] = {}
                for row in self.rows:
                    row.read(element, syntax, inner)
                found.update({name: value for name, value in inner.items() if name not in found})

    def write(self, group: Element, syntax: Syntax, value: Any) -> bool:
        """The element, when one of its rows has something."""
        element = syntax.append(group, self.path)
        if all_of(self.rows, element, syntax, value):
            return True
        _drop(element, group)
        return False


@dataclass(frozen=True, slots=True)
class One:
    """A field that is a group: a value of its own, or None."""

    field: str
    path: str
    make: Callable[..., Any]
    rows: Sequence[Row]
    pick: Pick = _any

    def read(self, group: Element, syntax: Syntax, found: dict[str, Any]) -> None:
        """The first such group that says anything, or else one that says nothing."""
        chosen = [element for element in syntax.below(group, self.path) if self.pick(element)]
        values = [group_of(element, syntax, self.make, self.rows) for element in chosen]
        if values:
            found[self.field] = next((value for value in values if value != self.make()), values[0])

    def write(self, group: Element, syntax: Syntax, value: Any) -> bool:
        """The group, when there is one."""
        said = getattr(value, self.field)
        return said is not None and _grouped(group, self.path, syntax, said, self.rows)


@dataclass(frozen=True, slots=True)
class Within:
    """A group that has no element of its own: its rows stand among those of the value around it."""

    field: str
    make: Callable[..., Any]
    rows: Sequence[Row]

    def read(self, group: Element, syntax: Syntax, found: dict[str, Any]) -> None:
        """The group, when one of its rows is there; rows elsewhere may add to it."""
        inner: dict[str, Any] = {}
        for row in self.rows:
            row.read(group, syntax, inner)
        if inner:
            held = found.setdefault(self.field, (self.make, {}))
            held[1].update(inner)

    def write(self, group: Element, syntax: Syntax, value: Any) -> bool:
        """The rows, when there is a group."""
        said = getattr(value, self.field)
        return said is not None and all_of(self.rows, group, syntax, said)


@dataclass(frozen=True, slots=True)
class Many:
    """A field that is a row of groups; `apart` has the whole path anew for each, not its last element alone."""

    field: str
    path: str
    make: Callable[..., Any]
    rows: Sequence[Row]
    pick: Pick = _any
    apart: bool = False

    def read(self, group: Element, syntax: Syntax, found: dict[str, Any]) -> None:
        """Every such group, in the order of the file."""
        chosen = [element for element in syntax.below(group, self.path) if self.pick(element)]
        values = [group_of(element, syntax, self.make, self.rows) for element in chosen]
        if values:
            found[self.field] = (*found.get(self.field, ()), *values)

    def write(self, group: Element, syntax: Syntax, value: Any) -> bool:
        """An element each."""
        said = getattr(value, self.field)
        first, _, rest = self.path.partition("/")
        for one in said:
            outer = syntax.append(group, first) if self.apart else group
            if not _grouped(outer, rest if self.apart else self.path, syntax, one, self.rows):
                _drop(outer, group)
        return bool(said)


@dataclass(frozen=True, slots=True)
class Each:
    """A field that is a row of single elements, each in a path of its own; `mine` chooses those that stand at it."""

    field: str
    path: str
    kind: kinds.Kind
    mine: Callable[[Any], bool]

    def read(self, group: Element, syntax: Syntax, found: dict[str, Any]) -> None:
        """Every element that holds something."""
        values = [self.kind.read(element) for element in syntax.below(group, self.path)]
        kept = [value for value in values if value not in (None, "") and self.mine(value)]
        if kept:
            found[self.field] = (*found.get(self.field, ()), *kept)

    def write(self, group: Element, syntax: Syntax, value: Any) -> bool:
        """An element each."""
        chosen = [one for one in getattr(value, self.field) if self.mine(one)]
        for one in chosen:
            element = group
            for tag in syntax.tags(self.path):
                element = etree.SubElement(element, tag)
            self.kind.write(element, one, "")
        return bool(chosen)


def group_of(element: Element, syntax: Syntax, make: Callable[..., Any], rows: Sequence[Row]) -> Any:
    """The value that the rows read from an element."""
    found: dict[str, Any] = {}
    for row in rows:
        row.read(element, syntax, found)
    return make(**{name: value[0](**value[1]) if _held(value) else value for name, value in found.items()})


def all_of(rows: Sequence[Row], element: Element, syntax: Syntax, value: Any) -> bool:
    """Write every row; True when one of them had something."""
    return sum(row.write(element, syntax, value) for row in rows) > 0


def document(tag: str, syntax: Syntax, value: Any, rows: Sequence[Row]) -> bytes:
    """The value as a file in UTF-8."""
    spaces: dict[str | None, str] = {prefix or None: space for prefix, space in syntax.spaces.items()}
    root = etree.Element(syntax.tag(tag), nsmap=spaces)  # type: ignore[arg-type]  # the stubs know no default space
    for row in rows:
        row.write(root, syntax, value)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def text_at(path: str, wanted: frozenset[str]) -> Pick:
    """A `pick`: the text down a path of local names is one of these, whatever its case."""
    steps = path.split("/")
    return lambda element: xml.text(element, *steps).upper() in wanted


def _held(value: Any) -> bool:
    """A group that `Within` is still gathering."""
    return isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], dict)


def _grouped(group: Element, path: str, syntax: Syntax, value: Any, rows: Sequence[Row]) -> bool:
    element = syntax.append(group, path)
    if all_of(rows, element, syntax, value):
        return True
    _drop(element, group)
    return False


def _drop(element: Element, group: Element) -> None:
    """Take an element out, with those above it that it leaves empty, up to the group."""
    while element is not group:
        above = element.getparent()
        if above is None:
            return
        above.remove(element)
        if len(above):
            return
        element = above

"""A sheet drawn as PDF by typst: no network, no files but its own, the same bytes for the same sheet."""

from __future__ import annotations

import base64
from functools import cache
from importlib import resources
from typing import Any

import fontpkg_arimo
import fontpkg_inter
import typst

from quittance.formats import font_signs, image, paper
from quittance.formats.bank import Malformed
from quittance.formats.paper import Sheet
from quittance.rules.refusals import Refusal

DOTS_PER_INCH = 120
"""Of a page on the screen."""

LOGO = "logo.svg"
ATTACHED = "factur-x.xml"
"""An e-invoice among the files makes the paper a PDF/A-3b."""


ARCHIVED = {"pdf_standards": ["a-3b"]}
NO_SIGN = "could not be displayed"
"""What typst says of a text with a sign that no font has: an archived paper may not have one."""

MISSING = "\u25a1"
"""Stands for such a sign on the paper; the e-invoice in it has the sign itself."""


class Undrawable(Refusal):
    """A paper that cannot be drawn, because it is too long or its picture is broken."""

    code = "undrawable"


def files(sheet: Sheet, logo_kind: str = "", logo: bytes = b"") -> dict[str, bytes]:
    """Everything that the drawing may read, by name, all of it text.

    Raises `Undrawable` for a sheet of too many rows and for a picture that is none.
    """
    if sheet.length > paper.MOST_ROWS:
        raise Undrawable(f"A paper has at most {paper.MOST_ROWS:,} rows; this one has {sheet.length:,}.")
    name = LOGO if logo else ""
    made = {"main.typ": _template(), "data.json": paper.encode(sheet, name)}
    if logo:
        made[LOGO] = _wrapped(logo) if logo_kind == image.PNG else logo
    return made


def compiled(given: dict[str, bytes]) -> bytes:
    """The PDF of files that `files` has made, the same bytes for the same files; raises `Undrawable`.

    A compiler of its own for each sheet: one compiler cannot be used by two threads, and making it takes less
    than a millisecond once the fonts are known.
    """
    if ATTACHED not in given:
        return bytes(_compiled(given, "pdf"))
    try:
        return bytes(_compiled(given, "pdf", **ARCHIVED))
    except Undrawable as fault:
        if NO_SIGN not in fault.sentence:
            raise
    return bytes(_compiled({**given, "data.json": _drawable(given["data.json"])}, "pdf", **ARCHIVED))


def pictures(sheet: Sheet, logo_kind: str = "", logo: bytes = b"") -> list[bytes]:
    """Every page as a PNG, for the screen."""
    made = _compiled(files(sheet, logo_kind, logo), "png", ppi=DOTS_PER_INCH)
    return made if isinstance(made, list) else [made]


def _compiled(given: dict[str, bytes], form: str, **more: Any) -> Any:
    """What typst makes of the files; its types do not know yet that it takes files by name."""
    press: Any = typst
    try:
        compiler = press.Compiler(given, font_paths=_fonts(), ignore_system_fonts=True)
        return compiler.compile(input=given, format=form, timestamp=0, **more)
    except RuntimeError as fault:
        raise Undrawable(f"The paper cannot be drawn: {str(fault)[:200]}") from None


def _drawable(data: bytes) -> bytes:
    """The sheet with a box for each sign that its font lacks."""
    known = _signs()
    return "".join(sign if ord(sign) in known or sign.isspace() else MISSING for sign in data.decode()).encode()


@cache
def _signs() -> frozenset[int]:
    path = next(path for path in (fontpkg_inter.ROOT / "files").iterdir() if "Italic" not in path.name)
    return font_signs.covered(path.read_bytes())


def _wrapped(png: bytes) -> bytes:
    """A PNG inside an SVG of its size, because the files of a drawing are text."""
    try:
        image.check(png)
    except Malformed as fault:
        raise Undrawable(f"The logo cannot be drawn: {fault.sentence}") from None
    width, height = image.size(png)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{base64.b64encode(png).decode()}"/>'
        "</svg>"
    ).encode()


@cache
def _fonts() -> typst.Fonts:
    """Inter, Arimo for payment parts, and typst's own for signs that they lack; never those of the machine."""
    folders = [str(one.ROOT / "files") for one in (fontpkg_inter, fontpkg_arimo)]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)


@cache
def _template() -> bytes:
    return (resources.files("quittance.formats") / "paper.typ").read_bytes()

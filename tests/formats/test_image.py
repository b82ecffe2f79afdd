"""Pictures: sound PNGs and plain SVGs are taken, whatever runs, embeds, reaches out or is too large is refused."""

from __future__ import annotations

import pytest

from quittance.formats import image
from quittance.formats.bank import Malformed
from tests.formats.pictures import SVG, chunk, png

_OPEN = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


def test_a_sound_picture_is_told_by_its_content() -> None:
    assert image.check(png()) == "png"
    assert image.size(png(40, 20)) == (40, 20)
    assert image.check(SVG) == "svg"


@pytest.mark.parametrize(
    "wrong",
    [
        b"",
        b"GIF89a",
        b"\xff\xd8\xff\xe0",
        b"x" * (image.MOST_BYTES + 1),
        png()[:-4],
        png()[:30],
        png(image.MOST_PIXELS + 1, 1),
        png()[:20] + b"\x01" + png()[21:],
        b"\x89PNG\r\n\x1a\n",
        b"\x89PNG\r\n\x1a\n" + chunk(b"IDAT", b"") + chunk(b"IEND", b""),
    ],
    ids=range(10),
)
def test_what_is_no_sound_picture_is_refused(wrong: bytes) -> None:
    with pytest.raises(Malformed):
        image.check(wrong)


@pytest.mark.parametrize(
    "inside",
    [
        b"<script>alert(1)</script>",
        b"<foreignObject/>",
        b'<image href="file:///etc/passwd"/>',
        b'<image xlink:href="https://example.com/x.png"/>',
        b'<use xlink:href="other.svg#a"/>',
        b'<rect onclick="alert(1)"/>',
        b'<rect fill="url(https://example.com/x)"/>',
        b"<rect style=\"background:url( '//example.com')\"/>",
        b"<style>@import url(https://example.com/x.css)</style>",
        b'<a href="javascript:alert(1)"><rect/></a>',
        b'<set attributeName="href" to="x"/>',
        b"<g/>" * (image.MOST_ELEMENTS + 1),
    ],
)
def test_an_svg_that_is_more_than_shapes_is_refused(inside: bytes) -> None:
    with pytest.raises(Malformed):
        image.check(_OPEN + inside + b"</svg>")


@pytest.mark.parametrize(
    "whole",
    [
        b"<html/>",
        b"<svg",
        b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
    ],
)
def test_what_is_no_svg_is_refused(whole: bytes) -> None:
    with pytest.raises(Malformed):
        image.check(whole)

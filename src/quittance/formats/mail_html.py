"""The HTML of a mail as plain text: what is quoted is marked, and nothing in it is ever shown or loaded."""

from __future__ import annotations

import re

from lxml import etree

MOST_CHARACTERS = 400_000
_SILENT = frozenset("script style head title template noscript object iframe svg math".split())
_BREAKS = frozenset("p div br tr li table ul ol h1 h2 h3 h4 h5 h6 blockquote hr pre section article".split())
_QUOTES = re.compile(r"\b(?:gmail_quote|yahoo_quoted|protonmail_quote)\b")


def plain(html: str) -> str:
    """The words of a page, a line for each block, quotes marked by >; "" for what cannot be read."""
    parser = etree.HTMLParser(
        recover=True, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8"
    )
    try:
        root = etree.fromstring(html[:MOST_CHARACTERS].encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return ""
    return "" if root is None else _walked(root)


def _walked(root: etree._Element) -> str:
    said: list[str] = []
    quoted = silent = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        name = str(node.tag).lower()
        step = 1 if event == "start" else -1
        silent += step * (name in _SILENT)
        if name in _BREAKS and (event == "start" or name not in ("br", "hr")):
            said.append("\n\n" if name in ("p", "blockquote") else "\n")
        quoted += step * _is_quote(node, name)
        words = node.text if event == "start" else node.tail
        if words and not silent:
            said.append(("\n> " if quoted and said and "\n" in said[-1] else "") + " ".join(words.split(" ")))
    return _tidy("".join(said))


def _is_quote(node: etree._Element, name: str) -> bool:
    return name == "blockquote" or bool(_QUOTES.search(str(node.get("class", ""))))


def _tidy(text: str) -> str:
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()

"""Company names as banks and payers write them: folded, romanised, without legal form, compared."""

from __future__ import annotations

import functools
import re
import unicodedata

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

_CYRILLIC = dict(
    zip(
        "абвгдезийклмнопрстуфхъьюяіїєґыэёщшчцж",
        "a b v h d e z y i k l m n o p r s t u f kh   iu ia i i ie g y e e shch sh ch ts zh".split(" "),
        strict=True,
    )
)
_GREEK = dict(
    zip("αβγδεζηθικλμνξοπρστυφχψως", "a v g d e z i th i k l m n x o p r s t y f ch ps o s".split(" "), strict=True)
)
_LETTERS = {"ß": "ss", "ø": "o", "æ": "ae", "ł": "l", "đ": "d", "ı": "i", "œ": "oe", "þ": "th", "ð": "d"}
_SOUNDS = (  # spellings of one sound that differ between romanisation tables; order matters
    ("shch", "sht"),
    ("ae", "a"),
    ("oe", "o"),
    ("ue", "u"),
    ("aa", "a"),
    ("kh", "h"),
    ("ch", "h"),
    ("ph", "f"),
    ("th", "t"),
    ("iu", "yu"),
    ("ia", "ya"),
    ("ie", "ye"),
    ("ts", "c"),
    ("ks", "x"),
    ("g", "h"),
    ("j", "y"),
    ("b", "v"),
    ("i", "y"),
)
_FORMS = frozenset(
    "gmbh mbh kg ag ug se ek ohg gbr co sarl sas sa sasu eurl srl spa snc sas sl slu sp zoo z oo o spzoo spj j k "
    "bv nv vof ab hb as aps oy oyj ky asa lda sro spol kft zrt bt ltd limited plc llp inc incorporated llc corp "
    "corporation company lp pvt private ltda ae epe oe tov pat fop ood ad eood sti aktiengesellschaft aktiebolag "
    "gesmbh haftungsbeschrankt haftungsbeschraenkt und and et y e en the".split()
)
_SHORT = {
    "international": "intl",
    "manufacturing": "mfg",
    "services": "svcs",
    "technologies": "tech",
    "technology": "tech",
    "industries": "ind",
    "engineering": "eng",
    "holdings": "hldgs",
    "holding": "hldg",
    "group": "grp",
    "distribution": "distr",
    "construction": "constr",
    "management": "mgmt",
    "systems": "sys",
    "solutions": "sol",
    "packaging": "pkg",
    "brothers": "bros",
    "national": "natl",
    "american": "amer",
    "electronics": "elec",
    "chemicals": "chem",
    "medical": "med",
}
_LONG = {short: long for long, short in _SHORT.items()}
_WORD = re.compile(r"[a-z0-9]+")


def romanise(text: str) -> str:
    """Lower-case ASCII letters of a Latin, Greek or Cyrillic text; other signs stay as they are."""
    out = []
    for sign in unicodedata.normalize("NFKC", text).casefold():
        found = _LETTERS.get(sign) or _CYRILLIC.get(sign)
        if found is None:
            plain = "".join(part for part in unicodedata.normalize("NFD", sign) if not unicodedata.combining(part))
            found = _GREEK.get(plain) or _CYRILLIC.get(plain, plain)
        out.append(found)
    return "".join(out)


@functools.lru_cache(maxsize=200_000)
def words(name: str) -> tuple[str, ...]:
    """The words that tell one company from another: legal forms out, abbreviations written long."""
    joined = re.sub(r"(?<=\b[a-z])\.\s?(?=[a-z]\b)", "", romanise(name))
    every = _WORD.findall(joined)
    kept = [_LONG.get(word, word) for word in every if word not in _FORMS]
    return tuple(kept or every)


@functools.lru_cache(maxsize=200_000)
def squeezed(name: str) -> str:
    """The distinguishing words run together, with the spellings of one sound made equal."""
    text = "".join(words(name))
    for spelling, sound in _SOUNDS:
        text = text.replace(spelling, sound)
    return text


@functools.lru_cache(maxsize=200_000)
def initials(name: str) -> str:
    """First letters of the distinguishing words, as an acronym would have them."""
    return "".join(word[0] for word in words(name))


@functools.lru_cache(maxsize=400_000)
def likeness(written: str, name: str) -> float:
    """How well what a bank line says fits a customer's name, from 0 to 1.

    1.0 is the same name; 0.95 and up a cut, squeezed or one-slip form of it; 0.7 and up shares what matters.
    """
    one, other = squeezed(written), squeezed(name)
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(short) >= 6 and long.startswith(short):
        return 0.96 if len(short) >= 10 or len(short) * 2 >= len(long) else 0.85
    if len(short) >= 6 and DamerauLevenshtein.distance(one, other, score_cutoff=2) <= 1 + (len(short) >= 12):
        return 0.94
    return max(_by_words(written, name), _by_initials(written, name), _cut_with_slip(one, other))


def _cut_with_slip(one: str, other: str) -> float:
    """A name that the bank cut off, with one slip in what is left."""
    size = min(len(one), len(other))
    if size < 10:
        return 0.0
    slips = DamerauLevenshtein.distance(one[:size], other[:size], score_cutoff=2)
    return 0.9 if slips <= 1 else 0.8 if slips == 2 and size >= 14 else 0.0


def _by_words(written: str, name: str) -> float:
    one, other = " ".join(words(written)), " ".join(words(name))
    ordered = fuzz.token_sort_ratio(one, other)
    shared = fuzz.token_set_ratio(one, other)
    common = set(words(written)) & set(words(name))
    weight = sum(len(word) for word in common)
    return max(ordered / 100 * 0.92, (shared / 100 * 0.88) if weight >= 5 else 0.0)


def _by_initials(written: str, name: str) -> float:
    first = words(written)[0]
    return 0.75 if len(first) >= 2 and len(words(name)) >= 2 and first == initials(name) else 0.0

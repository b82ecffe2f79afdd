"""Units of measure as people write them, and their codes in UN/ECE Recommendation 20."""

from __future__ import annotations

from quittance.rules.einvoice_units import UNITS
from quittance.rules.refusals import Invalid

SHOWN = {
    "C62": "",
    "H87": "pc",
    "HUR": "h",
    "MIN": "min",
    "DAY": "d",
    "WEE": "wk",
    "MON": "mo",
    "ANN": "yr",
    "KGM": "kg",
    "GRM": "g",
    "TNE": "t",
    "MTR": "m",
    "CMT": "cm",
    "MMT": "mm",
    "KMT": "km",
    "MTK": "m²",
    "MTQ": "m³",
    "LTR": "l",
    "MLT": "ml",
    "KWH": "kWh",
    "SET": "set",
    "PR": "pair",
    "XBX": "box",
    "XCT": "carton",
    "XPX": "pallet",
    "XRO": "roll",
    "XBG": "bag",
    "LS": "lump",
}
"""Code -> its short sign; the first is plain «one», which is said by saying nothing."""

_WORDS = {
    "C62": "one unit each ea stuk einheit unité unidad",
    "H87": "piece pieces pc pcs stück stk pièce pièces pieza piezas stuks",
    "HUR": "hour hours h hr std stunde stunden heure heures hora horas uur",
    "MIN": "minute minutes min",
    "DAY": "day days d tag tage jour jours día días dag dagen",
    "WEE": "week weeks wk woche wochen semaine semana",
    "MON": "month months mo monat monate mois mes maand maanden",
    "ANN": "year years yr jahr jahre an ans año jaar",
    "KGM": "kilogram kilograms kilo kg",
    "GRM": "gram grams g",
    "TNE": "tonne tonnes ton t",
    "MTR": "metre metres meter meters m",
    "CMT": "centimetre cm",
    "MMT": "millimetre mm",
    "KMT": "kilometre kilometres km",
    "MTK": "sqm m2 m²",
    "MTQ": "cbm m3 m³",
    "LTR": "litre litres liter liters l",
    "MLT": "millilitre ml",
    "KWH": "kwh",
    "SET": "set sets satz",
    "PR": "pair pairs paar paire",
    "XBX": "box boxes kiste",
    "XCT": "carton cartons karton",
    "XPX": "pallet pallets palette",
    "XRO": "roll rolls rolle",
    "XBG": "bag bags sack",
    "LS": "lump flat pauschal forfait",
}
_CODES = {word: code for code, words in _WORDS.items() for word in words.split()}


def read(text: str, field: str = "unit") -> str:
    """The code of a unit from a word such as hour, or a code itself; "" for none. Raises `Invalid` otherwise."""
    plain = text.strip()
    if not plain:
        return ""
    code = _CODES.get(plain.lower()) or plain.upper()
    if code not in UNITS:
        raise Invalid(
            f"{plain[:20]!r} is no unit. Write piece, hour, kg or the like, or a code of UN/ECE Recommendation 20.",
            field=field,
        )
    return code


def shown(code: str) -> str:
    """A unit as it stands behind a quantity: h, kg; a rare one by its code, plain «one» as nothing."""
    return SHOWN.get(code, code)

"""ISO 4217 currencies and their minor units."""

from __future__ import annotations

from quittance.rules.refusals import Invalid

# Codes whose minor unit is not one hundredth: ISO 4217:2015, list one (maintained by SIX).
_EXPONENTS = {
    **dict.fromkeys(
        [
            "BIF",
            "CLP",
            "DJF",
            "GNF",
            "ISK",
            "JPY",
            "KMF",
            "KRW",
            "PYG",
            "RWF",
            "UGX",
            "UYI",
            "VND",
            "VUV",
            "XAF",
            "XOF",
            "XPF",
        ],
        0,
    ),
    **dict.fromkeys(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3),
    **dict.fromkeys(["CLF", "UYW"], 4),
}
_HUNDREDTHS = frozenset(
    [
        "AED",
        "AFN",
        "ALL",
        "AMD",
        "ANG",
        "AOA",
        "ARS",
        "AUD",
        "AWG",
        "AZN",
        "BAM",
        "BBD",
        "BDT",
        "BGN",
        "BMD",
        "BND",
        "BOB",
        "BRL",
        "BSD",
        "BTN",
        "BWP",
        "BYN",
        "BZD",
        "CAD",
        "CDF",
        "CHF",
        "CNY",
        "COP",
        "CRC",
        "CUP",
        "CVE",
        "CZK",
        "DKK",
        "DOP",
        "DZD",
        "EGP",
        "ERN",
        "ETB",
        "EUR",
        "FJD",
        "FKP",
        "GBP",
        "GEL",
        "GHS",
        "GIP",
        "GMD",
        "GTQ",
        "GYD",
        "HKD",
        "HNL",
        "HTG",
        "HUF",
        "IDR",
        "ILS",
        "INR",
        "IRR",
        "JMD",
        "KES",
        "KGS",
        "KHR",
        "KPW",
        "KYD",
        "KZT",
        "LAK",
        "LBP",
        "LKR",
        "LRD",
        "LSL",
        "MAD",
        "MDL",
        "MGA",
        "MKD",
        "MMK",
        "MNT",
        "MOP",
        "MRU",
        "MUR",
        "MVR",
        "MWK",
        "MXN",
        "MYR",
        "MZN",
        "NAD",
        "NGN",
        "NIO",
        "NOK",
        "NPR",
        "NZD",
        "PAB",
        "PEN",
        "PGK",
        "PHP",
        "PKR",
        "PLN",
        "QAR",
        "RON",
        "RSD",
        "RUB",
        "SAR",
        "SBD",
        "SCR",
        "SDG",
        "SEK",
        "SGD",
        "SHP",
        "SLE",
        "SOS",
        "SRD",
        "SSP",
        "STN",
        "SVC",
        "SYP",
        "SZL",
        "THB",
        "TJS",
        "TMT",
        "TOP",
        "TRY",
        "TTD",
        "TWD",
        "TZS",
        "UAH",
        "USD",
        "UYU",
        "UZS",
        "VED",
        "VES",
        "WST",
        "XCD",
        "XCG",
        "YER",
        "ZAR",
        "ZMW",
        "ZWG",
    ]
)
CODES = frozenset(_EXPONENTS) | _HUNDREDTHS
UNLIKE_HUNDREDTHS = {places: frozenset(c for c, n in _EXPONENTS.items() if n == places) for places in (0, 3, 4)}
"""Decimal places of the minor unit other than two -> the codes that have them."""


FORMER = (
    frozenset("ATS BEF CYP DEM EEK ESP FIM FRF GRD HRK IEP ITL LTL LUF LVL MTL NLG PTE ROL SIT SKK TRL".split()) - CODES
)
"""Codes that the euro or a new unit took the place of (ISO 4217, list three): read in old bank files, never posted."""


def exponent(code: str) -> int:
    """Decimal places of the minor unit, 0 to 4; raises `Invalid` for an unknown code."""
    if code in _HUNDREDTHS or code in FORMER:
        return 2
    if code in _EXPONENTS:
        return _EXPONENTS[code]
    raise Invalid(f"{code!r} is not a currency code of ISO 4217. Use three letters such as EUR.", field="currency")


def check(code: str, *, former: bool = False) -> str:
    """The code itself when it is known (with `former`, one that is out of use too); raises `Invalid` otherwise."""
    exponent(code)
    if code in FORMER and not former:
        raise Invalid(f"{code} is a currency no longer in use. Use the one that took its place.", field="currency")
    return code

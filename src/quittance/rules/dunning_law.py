"""What the law says to a business that pays late: one sentence by country, with its source and since when it holds."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Law:
    """`text` by language, English always among them; `source` is the rule, `since` the day from which it holds."""

    country: str
    source: str
    since: datetime.date
    text: Mapping[str, str]


LAWS = {
    one.country: one
    for one in (
        Law(
            "DE",
            "BGB § 286, § 288 (2) and (5)",
            datetime.date(2014, 7, 29),
            {
                "de": "Im Verzug schulden Unternehmen Zinsen von neun Prozentpunkten über dem Basiszinssatz und eine "
                "Pauschale von 40 Euro (§§ 286, 288 BGB).",
                "en": "A business in default owes interest of nine points above the base rate and a lump sum of "
                "40 euros (sections 286 and 288 of the German Civil Code).",
            },
        ),
        Law(
            "FR",
            "Code de commerce, art. L441-10 and D441-5",
            datetime.date(2013, 1, 1),
            {
                "fr": "Tout retard entre professionnels entraîne de plein droit des pénalités et une indemnité "
                "forfaitaire de 40 euros pour frais de recouvrement (art. L441-10 et D441-5 du Code de commerce).",
                "en": "Between businesses late payment gives rise by law to penalties and to a fixed 40 euros for "
                "recovery (articles L441-10 and D441-5 of the French Commercial Code).",
            },
        ),
        Law(
            "ES",
            "Ley 3/2004, arts. 5, 7 and 8",
            datetime.date(2013, 2, 24),
            {
                "es": "Entre empresas la mora devenga intereses sin necesidad de aviso y una cantidad fija de 40 euros "
                "por costes de cobro (arts. 5, 7 y 8 de la Ley 3/2004).",
                "en": "Between businesses late payment bears interest without notice and a fixed 40 euros for the "
                "costs of recovery (articles 5, 7 and 8 of the Spanish Act 3/2004).",
            },
        ),
        Law(
            "NL",
            "BW 6:119a and 6:96 lid 4",
            datetime.date(2013, 3, 16),
            {
                "nl": "Een onderneming die te laat betaalt, is zonder aanmaning wettelijke handelsrente en ten minste "
                "40 euro incassokosten verschuldigd (art. 6:119a en 6:96 lid 4 BW).",
                "en": "A business that pays late owes statutory commercial interest without notice and at least "
                "40 euros for recovery (articles 6:119a and 6:96 (4) of the Dutch Civil Code).",
            },
        ),
        Law(
            "GB",
            "Late Payment of Commercial Debts (Interest) Act 1998, s. 1 and s. 5A",
            datetime.date(2013, 3, 16),
            {
                "en": "Between businesses a late debt bears statutory interest and a fixed sum of 40, 70 or 100 pounds "
                "(Late Payment of Commercial Debts (Interest) Act 1998).",
            },
        ),
        Law(
            "EU",
            "Directive 2011/7/EU, arts. 3 and 6",
            datetime.date(2013, 3, 16),
            {
                "en": "Between businesses late payment bears interest without a reminder and at least 40 euros for "
                "recovery (Directive 2011/7/EU).",
                "de": "Zwischen Unternehmen trägt eine verspätete Zahlung ohne Mahnung Zinsen und mindestens 40 Euro "
                "für die Beitreibung (Richtlinie 2011/7/EU).",
                "fr": "Entre entreprises, tout retard porte intérêt sans rappel et ouvre droit à 40 euros au moins "
                "pour le recouvrement (directive 2011/7/UE).",
                "es": "Entre empresas la demora devenga intereses sin aviso y al menos 40 euros por el cobro "
                "(Directiva 2011/7/UE).",
                "nl": "Tussen ondernemingen is bij te late betaling zonder aanmaning rente en ten minste 40 euro voor "
                "invordering verschuldigd (Richtlijn 2011/7/EU).",
            },
        ),
    )
}
"""Country -> its law; EU stands for the countries that follow the directive by their own acts."""

DIRECTIVE = frozenset("AT BE BG CY CZ DK EE FI GR HR HU IE IT LT LU LV MT PL PT RO SE SI SK".split())


def of(country: str, language: str, *, consumer: bool) -> str:
    """The sentence for a debtor in a country; "" for a consumer, and where no law is known here."""
    if consumer:
        return ""
    law = LAWS.get(country) or (LAWS["EU"] if country in DIRECTIVE else None)
    return "" if law is None else law.text.get(language, law.text["en"])

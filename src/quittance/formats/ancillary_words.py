"""What stands on an invoice over a fee or a cost, in five languages."""

from __future__ import annotations

from quittance.formats.paper_words import read

_TABLE = """\
dunning_fee | Fee for reminder {number} | Mahngebühr zu {number} | Frais du rappel {number} \
| Gastos del recordatorio {number} | Kosten van herinnering {number}
return_fee  | Fee: {reference} was returned by the bank | Gebühr: {reference} wurde von der Bank zurückgegeben \
| Frais : {reference} a été rejeté par la banque | Gastos: {reference} fue devuelto por el banco \
| Kosten: {reference} is door de bank teruggeboekt
agency      | Agency fee | Inkassokosten | Frais de recouvrement | Gastos de cobro | Incassokosten
lawyer      | Lawyer’s fee | Anwaltskosten | Honoraires d’avocat | Honorarios de abogado | Advocaatkosten
court       | Court fee | Gerichtskosten | Frais de justice | Tasas judiciales | Griffierecht
bailiff     | Bailiff | Gerichtsvollzieher | Commissaire de justice | Agente judicial | Gerechtsdeurwaarder
enquiry     | Enquiry | Auskunft | Renseignement | Informe | Informatie
other       | Other costs | Sonstige Kosten | Autres frais | Otros gastos | Overige kosten
"""

WORDS = read(_TABLE)


def of(language: str, what: str) -> str:
    """What is charged, in the language of a paper."""
    return WORDS[language][what]

"""Asking for an invoice once more, or to pay in parts, in five languages."""

from __future__ import annotations

import pytest

from quittance.rules import inbox_asks
from quittance.rules.inbox_asks import COPY, PLAN


@pytest.mark.parametrize(
    ("language", "sentence", "asked"),
    [
        ("en", "We never received your invoice.", COPY),
        ("en", "We cannot find this invoice.", COPY),
        ("en", "Please send us the corrected invoice.", ""),
        ("en", "We have not received the goods.", ""),
        ("en", "Please send us a copy of your price list.", ""),
        ("en", "Please provide a copy of your insurance certificate.", ""),
        ("de", "Bitte schicken Sie uns eine Kopie Ihrer Preisliste.", ""),
        ("fr", "Pouvez-vous nous envoyer une copie du devis ?", ""),
        ("nl", "Kunt u een kopie van de offerte sturen?", ""),
        ("en", "Can we set up a payment plan?", PLAN),
        ("de", "Wie viele Stunden haben Sie gearbeitet?", ""),
        ("fr", "La livraison en deux fois nous convient.", ""),
        ("nl", "De levering in twee delen is prima.", ""),
        ("en", "We do not want a payment plan.", ""),
        ("en", "The second instalment is paid.", ""),
        ("de", "Die Rechnung ist bei uns nicht eingegangen.", COPY),
        ("de", "Bitte schicken Sie uns die korrigierte Rechnung nochmals.", ""),
        ("de", "Können wir eine Ratenzahlung vereinbaren?", PLAN),
        ("fr", "Merci de nous renvoyer la facture.", COPY),
        ("fr", "Pourrions-nous régler en trois fois ?", PLAN),
        ("es", "No hemos recibido la factura.", COPY),
        ("es", "¿Podemos pagar en tres plazos?", PLAN),
        ("nl", "Wij hebben de factuur nooit gezien, factuur niet ontvangen.", COPY),
        ("nl", "Kunnen wij in drie termijnen betalen?", PLAN),
        ("nl", "Wij willen geen betalingsregeling.", ""),
    ],
)
def test_a_sentence_asks_for_a_copy_or_a_plan(language: str, sentence: str, asked: str) -> None:
    assert inbox_asks.asked(sentence, language) == asked

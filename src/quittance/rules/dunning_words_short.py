"""The built-in wording of text messages: four tones in five languages, what is charged, and how to stop them."""

from __future__ import annotations

_TONES = {
    ("kind", "en"): "{company}: {invoices} ({amount}) is due on {due}. Anything missing? Just answer.",
    ("kind", "de"): "{company}: {invoices} ({amount}) ist am {due} fällig. Fehlt etwas? Antworten Sie einfach.",
    ("kind", "fr"): "{company} : {invoices} ({amount}) à régler le {due}. Il vous manque un document ? Répondez ici.",
    ("kind", "es"): "{company}: {invoices} ({amount}) vence el {due}. Si le falta algo, responda a este mensaje.",
    ("kind", "nl"): "{company}: {invoices} ({amount}) vervalt op {due}. Mist u iets? Antwoord gerust.",
    ("friendly", "en"): "{company}: {invoices} ({amount}) was due on {due}. Overlooked? Please tell us when you pay. "
    "Already paid: thank you.",
    ("friendly", "de"): "{company}: {invoices} ({amount}) war am {due} fällig. Übersehen? Bitte nennen Sie uns den "
    "Zahltag. Schon bezahlt: danke.",
    ("friendly", "fr"): "{company} : {invoices} ({amount}) était à régler le {due}. Un oubli ? Dites-nous quand vous "
    "payez. Déjà réglé : merci.",
    ("friendly", "es"): "{company}: {invoices} ({amount}) era de pago el {due}. ¿Un olvido? Indique la fecha de "
    "pago. Si ya ha pagado, gracias.",
    ("friendly", "nl"): "{company}: {invoices} ({amount}) verviel op {due}. Over het hoofd gezien? Laat weten wanneer "
    "u betaalt. Al betaald: dank u.",
    ("firm", "en"): "{company}: {invoices} ({amount}) has been due since {due}. Please pay now or call us today.",
    ("firm", "de"): "{company}: {invoices} ({amount}) ist seit {due} überfällig. Bitte zahlen Sie jetzt oder rufen Sie "
    "heute an.",
    ("firm", "fr"): "{company} : {invoices} ({amount}) est en retard depuis le {due}. Merci de régler ou d'appeler "
    "aujourd'hui.",
    ("firm", "es"): "{company}: {invoices} ({amount}) sigue pendiente desde el {due}. Pague ahora o llame hoy.",
    ("firm", "nl"): "{company}: {invoices} ({amount}) is sinds {due} te laat. Betaal nu of bel ons vandaag.",
    ("formal", "en"): "{company}: last notice before further steps. {invoices} ({amount}), due {due}, is unpaid. "
    "Please pay within ten days.",
    ("formal", "de"): "{company}: letzte Mahnung vor weiteren Schritten. {invoices} ({amount}), fällig am {due}, ist "
    "offen. Bitte zahlen Sie binnen zehn Tagen.",
    ("formal", "fr"): "{company} : dernier rappel avant suite. {invoices} ({amount}), échéance {due}, reste impayé. "
    "Merci de régler sous dix jours.",
    ("formal", "es"): "{company}: aviso final antes de otras medidas. {invoices} ({amount}), vencida el {due}, sigue "
    "sin pagar. Pague en una semana.",
    ("formal", "nl"): "{company}: laatste herinnering voor verdere stappen. {invoices} ({amount}), vervallen op {due}, "
    "staat open. Betaal binnen tien dagen.",
}

_ENDS = {
    "en": "Fee: {fee}.\nInterest: {interest}.\nSTOP ends these messages.",
    "de": "Gebühr: {fee}.\nZinsen: {interest}.\nSTOP beendet diese Nachrichten.",
    "fr": "Frais : {fee}.\nIntérêts : {interest}.\nSTOP pour ne plus en recevoir.",
    "es": "Gastos: {fee}.\nIntereses: {interest}.\nSTOP para no recibirlos.",
    "nl": "Kosten: {fee}.\nRente: {interest}.\nSTOP voor geen berichten meer.",
}

SHORT = {(tone, language): f"{said}\n{_ENDS[language]}" for (tone, language), said in _TONES.items()}
"""Tone and language -> the text, in signs of the GSM alphabet; a line of which nothing is known is left out."""

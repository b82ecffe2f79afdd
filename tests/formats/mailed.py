"""Mails as bytes, for tests: plain ones, and ones with parts."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP


def mailed(
    text: str = "Hello",
    subject: str = "Hello",
    *,
    sender: str = "Ada Reed <ada@bright.example>",
    message: str = "<1@bright.example>",
    answers: str = "",
    html: str = "",
    files: tuple[tuple[str, str, bytes], ...] = (),
    **headers: str,
) -> bytes:
    """A mail; `files` are name, type and content, `headers` are named with _ for -."""
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"], made["Subject"] = sender, "Billing <billing@company.example>", subject
    made["Date"] = "Wed, 25 Nov 2026 10:12:00 +0100"
    if message:
        made["Message-ID"] = message
    if answers:
        made["In-Reply-To"] = made["References"] = answers
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    if text:
        made.set_content(text)
        if html:
            made.add_alternative(html, subtype="html")
    elif html:
        made.set_content(html, subtype="html")
    for name, kind, content in files:
        major, _, minor = kind.partition("/")
        made.add_attachment(content, maintype=major, subtype=minor, filename=name)
    return made.as_bytes()

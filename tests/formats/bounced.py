"""Delivery status notifications for tests, as mail servers write them."""

from __future__ import annotations


def notification(
    address: str = "office@bright.example",
    *,
    action: str = "failed",
    status: str = "5.1.1",
    said: str = "smtp; 550 5.1.1 <office@bright.example>: user unknown",
    message: str = "<1@company.example>",
    headers_only: bool = False,
) -> bytes:
    """A report with three parts: words for people, the status, and what came back."""
    inside = "text/rfc822-headers" if headers_only else "message/rfc822"
    lines = (
        "From: MAILER-DAEMON@mx.example",
        "To: billing@company.example",
        "Subject: Undelivered Mail Returned to Sender",
        "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
        "",
        "--b1",
        "Content-Type: text/plain",
        "",
        "I could not deliver your message.",
        "",
        "--b1",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mx.example",
        "",
        f"Final-Recipient: rfc822; {address}",
        f"Action: {action}",
        f"Status: {status}",
        f"Diagnostic-Code: {said}",
        "",
        "--b1",
        f"Content-Type: {inside}",
        "",
        f"Message-ID: {message}",
        "Subject: Invoice INV-1 from Delft Tiles",
        "",
        "--b1--",
        "",
    )
    return "\r\n".join(lines).encode()

"""How a deduction ends."""

from __future__ import annotations

CREDIT, WRITE_OFF, REJECT, SETTLED = "credit", "write_off", "reject", "settled"
WAYS = (CREDIT, WRITE_OFF, REJECT, SETTLED)

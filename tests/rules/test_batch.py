"""What may be done with many at once: drafts are issued, documents are sent, and nothing else."""

from __future__ import annotations

import pytest

from quittance.rules import batch
from quittance.rules.refusals import Invalid


@pytest.mark.parametrize(("do", "drafts", "documents"), [("issue", 1, 0), ("issue_and_send", 1, 0), ("send", 0, 1)])
def test_each_deed_has_its_subjects_and_permissions(do: str, drafts: int, documents: int) -> None:
    assert batch.check(do, bool(drafts), bool(documents)) == do
    assert len(batch.NEEDS[do]) == (2 if do == batch.BOTH else 1)


@pytest.mark.parametrize(
    ("do", "drafts", "documents", "why"),
    [
        ("burn", True, False, "'burn' is none of issue, send, issue_and_send"),
        ("send", True, False, "issued before it is sent"),
        ("issue", False, True, "issued already"),
        ("issue_and_send", True, True, "issued already"),
    ],
)
def test_anything_else_is_refused_with_what_to_ask_for(do: str, drafts: bool, documents: bool, why: str) -> None:
    with pytest.raises(Invalid, match=why) as refused:
        batch.check(do, drafts, documents)
    assert refused.value.field == "do"

"""Progress bars: on standard error, and only where somebody watches."""

from __future__ import annotations

import sys

import pytest

from quittance.cli.progress import bar


def test_a_pipe_sees_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    with bar("loading") as moved:
        moved(1, 2)
    assert capsys.readouterr() == ("", "")


def test_a_terminal_sees_how_far_it_is(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    with bar("loading") as moved:
        moved(1, 2)
        moved(2, 2)
    out, err = capsys.readouterr()
    assert out == "" and "loading" in err

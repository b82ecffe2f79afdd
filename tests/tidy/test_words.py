"""No leftover work, no blanket silence, no address or folder of one machine in any file that is kept."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from tests.tidy import tree

# One letter of each word stands in brackets, so that this file does not find itself.
LEFTOVER = re.compile(r"\b(TOD[O]|FIXM[E]|HAC[K]|WI[P])\b|#\s*XX[X]\b|NotImplemente[d]Error")
SILENCE = re.compile(r"#\s*(?:type:\s*ignor[e](?!\[)|noq[a](?!:\s*[A-Z])|nose[c](?!\s+B\d))")
INDEX = re.compile(r"--(?:extra-)?index-ur[l]|index-ur[l]\s*=|pythonhoste[d]\.org|https?://[^\s\"']*/simpl[e]\b")


def found(pattern: re.Pattern[str], only: str = "") -> list[str]:
    """Where a pattern occurs: path, line and what was found."""
    return [
        f"{path}:{n}: {hit[0]}"
        for path, text in tree.texts()
        if path.endswith(only)
        for n, line in enumerate(text.splitlines(), start=1)
        if (hit := pattern.search(line))
    ]


def test_no_work_is_left_over() -> None:
    assert found(LEFTOVER) == []


def test_checks_are_silenced_by_name_only() -> None:
    assert found(SILENCE, ".py") == []


def test_no_index_address_is_kept() -> None:
    assert found(INDEX) == []


def test_no_folder_of_this_machine_is_kept() -> None:
    own = {tree.ROOT, tree.ROOT.parent, Path.home(), Path.cwd()} - {Path("/"), Path(tempfile.gettempdir())}
    here = re.compile("|".join(rf"(?<![\w.])({re.escape(str(folder))})(?:/|\b)" for folder in sorted(own)))
    assert found(here) == []


def test_text_files_end_in_one_newline_and_hold_no_tabs_in_code() -> None:
    wrong = [path for path, text in tree.texts() if text and not text.endswith("\n") and not path.endswith(".svg")]
    wrong += [path for path, text in tree.texts() if path.endswith(".py") and "\t" in text]
    assert wrong == []

"""An archive: its files in their order behind an index of their hashes, and the same bytes each time."""

from __future__ import annotations

import io
import json
import zipfile

from quittance.formats import archive
from quittance.formats.archive import File

FILES = (File("cover.pdf", "Cover", b"%PDF"), File("invoices/INV_1.pdf", "Invoice Ü-1", b"\x00\xff" * 1_000))


def test_the_index_names_every_file_with_its_hash() -> None:
    with zipfile.ZipFile(io.BytesIO(archive.packed("DOS-0001", FILES))) as made:
        assert made.namelist() == ["index.json", "index.csv", "cover.pdf", "invoices/INV_1.pdf"]
        assert made.testzip() is None
        index = json.loads(made.read("index.json"))
        assert index["title"] == "DOS-0001"
        for one in index["files"]:
            content = made.read(one["file"])
            assert (one["bytes"], one["sha256"]) == (len(content), archive.digest(content))
        lines = made.read("index.csv").decode("utf-8-sig").splitlines()
        assert lines[0] == "file,what,bytes,sha256" and lines[2].startswith("invoices/INV_1.pdf,Invoice Ü-1,2000,")


def test_the_same_files_make_the_same_bytes() -> None:
    assert archive.packed("DOS-0001", FILES) == archive.packed("DOS-0001", FILES)
    assert archive.packed("DOS-0001", FILES) != archive.packed("DOS-0001", FILES[::-1])


def test_a_table_is_safe_in_a_spreadsheet() -> None:
    made = archive.table(("what", "amount"), [("=1+1", "-5.00"), (None, "a,b")])
    assert made.decode("utf-8-sig").splitlines() == ["what,amount", "'=1+1,-5.00", ',"a,b"']

"""Recent files and folders survive a restart and a damaged memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from ui.recent import Recent


@pytest.fixture
def store(tmp_path):
    return tmp_path / "state" / "recent.json"


def test_the_newest_file_comes_first_and_only_once(store):
    recent = Recent(store)
    for name in ("/a.docx", "/b.docx", "/a.docx"):
        recent.add(Path(name))

    assert Recent(store).files == [Path("/a.docx").absolute(), Path("/b.docx").absolute()]


def test_a_file_whose_name_is_no_text_is_remembered(store):
    odd = Path("/\udcff.docx").absolute()
    Recent(store).add(odd)

    assert Recent(store).files == [odd]


def test_no_more_than_eight_files_are_kept(store):
    recent = Recent(store)
    for number in range(12):
        recent.add(Path(f"/{number}.docx"))

    assert [path.stem for path in recent.files] == ["11", "10", "9", "8", "7", "6", "5", "4"]


def test_a_folder_is_remembered_per_use_while_it_is_there(store, tmp_path):
    recent = Recent(store)
    folder = tmp_path / "导出"
    folder.mkdir()
    recent.remember_folder("export", folder)

    assert Recent(store).folder("export") == folder
    assert Recent(store).folder("open") is None

    folder.rmdir()

    assert recent.folder("export") is None


@pytest.mark.parametrize("damaged", ["", "[]", '{"files": 3, "folders": []}', "\x00\x01"])
def test_a_damaged_memory_is_an_empty_one(store, damaged):
    store.parent.mkdir()
    store.write_text(damaged, "utf-8")

    assert Recent(store).files == []


def test_a_memory_that_cannot_be_written_stops_nobody(tmp_path):
    (tmp_path / "file").write_text("")
    recent = Recent(tmp_path / "file" / "recent.json")
    recent.add(Path("/a.docx"))

    assert recent.files == [Path("/a.docx").absolute()]

"""A file is written whole or not at all, and a failure says what to do."""

from __future__ import annotations

import errno
import os
import subprocess
from pathlib import Path

import pytest

from app.errors import AppError
from app.report.files import other_name, write_whole


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 64 KiB; only an administrator can mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if os.name != "posix" or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def old(tmp_path):
    path = tmp_path / "清单.xlsx"
    path.write_bytes(b"old")
    return path


def failure(path: Path, data: bytes = b"new") -> AppError:
    with pytest.raises(AppError) as caught:
        write_whole(path, data)
    return caught.value


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def fail_with(monkeypatch, number: int) -> None:
    def fsync(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fsync)


def test_a_new_file_holds_the_data_and_nothing_else_is_left(tmp_path):
    write_whole(tmp_path / "清单.xlsx", b"new")
    assert (tmp_path / "清单.xlsx").read_bytes() == b"new"
    assert names(tmp_path) == ["清单.xlsx"]


def test_an_old_file_is_replaced(old):
    write_whole(old, b"new")
    assert old.read_bytes() == b"new"
    assert names(old.parent) == [old.name]


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_a_new_file_can_be_read_by_colleagues_as_any_other_file(tmp_path):
    ordinary = tmp_path / "ordinary"
    ordinary.touch()
    write_whole(tmp_path / "清单.xlsx", b"new")
    assert (tmp_path / "清单.xlsx").stat().st_mode == ordinary.stat().st_mode


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_a_replaced_file_keeps_its_mode(old):
    old.chmod(0o660)
    write_whole(old, b"new")
    assert old.stat().st_mode & 0o777 == 0o660


@pytest.mark.skipif(os.name != "posix", reason="links need a right on Windows")
def test_a_link_stays_a_link(old, tmp_path):
    link = tmp_path / "link.xlsx"
    link.symlink_to(old)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert old.read_bytes() == b"new"


def test_a_write_protected_file_is_left_alone(old):
    old.chmod(0o444)
    error = failure(old)
    assert error.code == "write-denied"
    assert "只读" in error.message
    assert old.read_bytes() == b"old"


def test_the_hint_proposes_a_name_that_is_free(old):
    old.chmod(0o444)
    assert "清单(2).xlsx" in failure(old).hint
    (old.parent / "清单(2).xlsx").touch()
    assert "清单(3).xlsx" in failure(old).hint
    assert other_name(old).name == "清单(3).xlsx"


def test_a_file_that_another_program_holds_is_named_as_such(old, monkeypatch):
    def replace(self: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "held")

    monkeypatch.setattr(Path, "replace", replace)
    error = failure(old)
    assert error.code == "write-locked"
    assert "清单(2).xlsx" in error.hint
    assert str(old) in str(error)
    assert old.read_bytes() == b"old"
    assert names(old.parent) == [old.name]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "write-full"),
        (errno.EDQUOT, "write-full"),
        (errno.EROFS, "write-denied"),
        (errno.EACCES, "write-denied"),
        (errno.EIO, "write-failed"),
    ],
    ids=["full", "quota", "read-only disk", "no right", "broken disk"],
)
def test_a_failed_write_leaves_the_old_file_and_no_other(old, monkeypatch, number, code):
    fail_with(monkeypatch, number)
    error = failure(old)
    assert error.code == code
    assert old.read_bytes() == b"old"
    assert names(old.parent) == [old.name]


def test_a_full_disk_leaves_the_old_file_whole(small_disk):
    path = small_disk / "清单.xlsx"
    write_whole(path, b"old" * 1000)
    error = failure(path, b"new" * 100_000)
    assert error.code == "write-full"
    assert path.read_bytes() == b"old" * 1000
    assert names(small_disk) == ["清单.xlsx"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_a_folder_without_the_right_to_write_is_named_as_such(tmp_path):
    tmp_path.chmod(0o555)
    try:
        assert failure(tmp_path / "清单.xlsx").code == "write-denied"
    finally:
        tmp_path.chmod(0o755)


@pytest.mark.parametrize("name", ["长" * 300 + ".xlsx", "nul\0.xlsx"], ids=["long", "nul"])
def test_an_impossible_name_is_named_as_such(tmp_path, name):
    assert failure(tmp_path / name).code == "write-name"
    assert names(tmp_path) == []


def test_a_path_that_is_too_long_for_windows_is_named_as_such(old, monkeypatch):
    def fsync(_: int) -> None:
        error = OSError(errno.ENOENT, "too long")
        error.winerror = 206  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(os, "fsync", fsync)
    assert failure(old).code == "write-name"


def test_a_folder_that_is_not_there_is_named_as_such(tmp_path):
    assert failure(tmp_path / "没有" / "清单.xlsx").code == "write-folder"


def test_a_file_in_place_of_the_folder_is_named_as_such(old):
    assert failure(old / "清单.xlsx").code == "write-folder"


def test_a_folder_of_that_name_is_named_as_such(tmp_path):
    (tmp_path / "清单.xlsx").mkdir()
    error = failure(tmp_path / "清单.xlsx")
    assert error.code == "write-denied"
    assert "清单(2).xlsx" in error.hint

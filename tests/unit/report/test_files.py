"""A file is written whole or not at all, and a failure says what to do."""

from __future__ import annotations

import errno
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import AppError
from app.paths import ROOT
from app.report.files import other_name, sweep, write_whole


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
        (errno.ESTALE, "write-gone"),
        (errno.ENOTCONN, "write-gone"),
    ],
    ids=["full", "quota", "read-only disk", "no right", "broken disk", "share", "network"],
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


@pytest.mark.parametrize(
    ("number", "code"),
    [(206, "write-name"), (112, "write-full"), (32, "write-locked"), (64, "write-gone")],
    ids=["too long", "full", "shared", "network"],
)
def test_what_windows_says_is_understood(old, monkeypatch, number, code):
    def fsync(_: int) -> None:
        error = OSError(errno.EINVAL, "as Windows says it")
        error.winerror = number  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(os, "fsync", fsync)
    assert failure(old).code == code


def test_a_path_that_is_too_long_is_named_as_such(tmp_path):
    deep = tmp_path.joinpath(*["长" * 60] * 30) / "清单.xlsx"
    assert failure(deep).code == "write-name"


def test_a_folder_that_is_not_there_is_named_as_such(tmp_path):
    assert failure(tmp_path / "没有" / "清单.xlsx").code == "write-folder"


def test_a_file_in_place_of_the_folder_is_named_as_such(old):
    assert failure(old / "清单.xlsx").code == "write-folder"


def test_a_folder_of_that_name_is_named_as_such(tmp_path):
    (tmp_path / "清单.xlsx").mkdir()
    error = failure(tmp_path / "清单.xlsx")
    assert error.code == "write-denied"
    assert "清单(2).xlsx" in error.hint


@pytest.fixture
def read_only_disk(small_disk):
    (small_disk / "清单.xlsx").write_bytes(b"old")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    return small_disk


def test_a_read_only_disk_is_named_as_such(read_only_disk):
    assert failure(read_only_disk / "清单.xlsx").code == "write-denied"
    assert (read_only_disk / "清单.xlsx").read_bytes() == b"old"


@pytest.fixture
def sealed(old):
    """An old file that nobody may replace; only an administrator can seal one, not everywhere."""
    if os.name != "posix" or seal("+i", old):
        pytest.skip("needs the right to seal a file")
    yield old
    seal("-i", old)


def seal(change: str, path: Path) -> int:
    try:
        done = subprocess.run(["chattr", change, str(path)], capture_output=True, check=False)
    except FileNotFoundError:
        return 1
    return done.returncode


def test_a_file_that_cannot_be_replaced_stays(sealed):
    assert failure(sealed).code == "write-locked"
    assert sealed.read_bytes() == b"old"
    assert names(sealed.parent) == [sealed.name]


def test_what_a_killed_write_left_behind_goes_with_the_next_write(tmp_path):
    (tmp_path / ".baogao-tijian-0123456789abcdef.tmp").write_bytes(b"half")
    write_whole(tmp_path / "清单.xlsx", b"new")
    assert names(tmp_path) == ["清单.xlsx"]


def test_other_peoples_files_stay(tmp_path):
    others = sorted(
        [".tmp", "a.tmp", ".~lock.清单.xlsx#", ".0123456789abcdef.tmp", "baogao-tijian-1.tmp"]
    )
    for name in others:
        (tmp_path / name).touch()
    sweep(tmp_path)
    assert names(tmp_path) == others


def test_a_folder_that_is_gone_needs_no_sweeping(tmp_path):
    sweep(tmp_path / "没有")


WRITING = """
import sys
from pathlib import Path
from app.report.files import write_whole
print(flush=True)
number = 0
while True:
    number += 1
    write_whole(Path(sys.argv[1]), bytes([number % 251]) * int(sys.argv[2]))
"""
SIZE = 4_000_000


def writer(path: Path, size: int = SIZE) -> subprocess.Popen[bytes]:
    """Start a program that writes ``path`` again and again, each time other data."""
    started = subprocess.Popen(
        [sys.executable, "-c", WRITING, str(path), str(size)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
    )
    assert started.stdout is not None
    started.stdout.readline()
    return started


def kill(process: subprocess.Popen[bytes], after: float) -> None:
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
    process.communicate()
    assert process.returncode < 0, "it was to be killed, not to end"


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps no half-written file")
def test_a_write_that_is_killed_at_any_moment_leaves_a_whole_file(tmp_path):
    path, moments = tmp_path / "清单.xlsx", random.Random(20)
    write_whole(path, b"\0" * SIZE)
    strays = 0
    for _ in range(20):
        kill(writer(path), moments.uniform(0, 0.05))
        data = path.read_bytes()
        strays += len(names(tmp_path)) - 1
        assert len(data) == SIZE
        assert data.count(data[:1]) == SIZE
    assert strays, "nothing was killed in mid-write"
    write_whole(tmp_path / "其他.xlsx", b"new")
    assert names(tmp_path) == ["其他.xlsx", "清单.xlsx"]


@pytest.mark.skipif(os.name != "posix", reason="Windows itself keeps open files")
def test_what_a_living_program_is_writing_stays(tmp_path):
    held = tmp_path / ".baogao-tijian-0123456789abcdef.tmp"
    held.touch()
    holding = "import fcntl,sys;f=open(sys.argv[1]);fcntl.flock(f,fcntl.LOCK_EX);print(flush=True);input()"
    words = [sys.executable, "-c", holding, str(held)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as living:
        assert living.stdout is not None
        living.stdout.readline()
        sweep(tmp_path)
        assert names(tmp_path) == [held.name]
        living.kill()
    sweep(tmp_path)
    assert names(tmp_path) == []


@pytest.mark.skipif(os.name != "posix", reason="needs to look at a file while it is open")
def test_two_programs_that_write_into_one_folder_do_not_disturb_each_other(tmp_path):
    other = writer(tmp_path / "别人.xlsx", 1000)
    for number in range(60):
        write_whole(tmp_path / "清单.xlsx", b"%d" % number)
        assert other.poll() is None
    kill(other, 0)
    assert (tmp_path / "清单.xlsx").read_bytes() == b"59"

"""What holds for the project as a whole: its imports, its files, its locked packages."""

import itertools
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

import app

ROOT = Path(__file__).resolve().parents[2]
ALLOWED = {
    "LICENSE",
    "README.md",
    "app",
    "build",
    "pyproject.toml",
    "resources",
    "rules",
    "tests",
    "ui",
}
LOCKS = sorted((ROOT / "build").glob("requirements*.txt"))
ADDRESS = re.compile(
    r"https?://[^\s\"'<>)]+/simple\b|pypi[.]org|pythonhosted[.]org|--(extra-)?index[-]url|--find[-]links|--trusted[-]host",
)
OURS = ("app/", "ui/", "build/", "rules/")


def committed() -> list[Path]:
    """Return the files that git knows."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    names = listed.stdout.decode("utf-8").split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def text_of(path: Path) -> str:
    return path.read_text("utf-8", errors="ignore")


def settings() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def requirements(lock: Path) -> list[str]:
    """Return the entries of a lock, each with its hashes, without comments."""
    lines = [
        line for line in lock.read_text("utf-8").splitlines() if not line.lstrip().startswith("#")
    ]
    return [entry for entry in re.split(r"\n(?=\S)", "\n".join(lines).strip()) if entry]


def pins(lock: Path) -> set[str]:
    found = (re.match(r"([\w.-]+)==([^\s;]+)", entry) for entry in requirements(lock))
    return {f"{pin[1].lower().replace('_', '-')}=={pin[2]}" for pin in found if pin}


def test_imports_keep_the_contracts():
    words = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as run; run()",
    ]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_top_level_holds_only_what_it_should():
    names = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert names <= ALLOWED


def test_build_is_no_package():
    assert not (ROOT / "build" / "__init__.py").exists()


def test_no_file_names_a_package_registry():
    assert [path for path in committed() if ADDRESS.search(text_of(path))] == []


def test_nothing_is_put_off():
    marks = re.compile(r"#.*\b(TODO|FIXME|XXX)\b")  # a rule may look for them
    ours = [path for path in committed() if path.relative_to(ROOT).as_posix().startswith(OURS)]
    assert [path for path in ours if marks.search(text_of(path))] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_requirement_is_locked_by_version_and_hash(lock):
    entries = requirements(lock)
    assert entries
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize(
    ("group", "lock"),
    [("", "requirements"), ("test", "requirements-test"), ("freeze", "requirements-freeze")],
)
def test_locks_are_made_from_the_settings(group, lock):
    asked = (
        settings()["dependency-groups"][group] if group else settings()["project"]["dependencies"]
    )
    assert {pin.lower().replace("_", "-") for pin in asked} <= pins(ROOT / "build" / f"{lock}.txt")


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(LOCKS, 2)))
def test_layers_agree_on_versions(one, other):
    alone = {pin.partition("==")[0] for pin in pins(one) ^ pins(other)}
    both = {
        name
        for name in alone
        if all(f"\n{name}==" in f"\n{lock.read_text()}" for lock in (one, other))
    }
    assert both == set()


def test_version_is_the_same_everywhere():
    assert settings()["project"]["version"] == app.__version__

"""The environment in .venv: locked packages in layers, and the system packages below them."""

from __future__ import annotations

import hashlib
import importlib.util
import subprocess
import sys
from collections.abc import Iterable

import system
from shell import BUILD, PYTHON, VENV, MakeError, quietly, say

LOCKS = {
    "runtime": BUILD / "requirements.txt",
    "test": BUILD / "requirements-test.txt",
    "freeze": BUILD / "requirements-freeze.txt",
}
LAYER_NAMES = {"runtime": "运行", "test": "测试", "freeze": "打包"}


def prepare(*layers: str) -> None:
    """Make .venv hold the locked packages of these layers."""
    if not has_environment():
        create_environment()
    for layer in layers:
        install(layer)


def has_environment() -> bool:
    """Tell whether .venv is there and its Python can install packages."""
    if not PYTHON.exists():
        return False
    return (
        subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False).returncode
        == 0
    )


def create_environment() -> None:
    """Create an empty .venv."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    if importlib.util.find_spec("ensurepip") is None:
        install_system(f"python{version}-venv")
    say("正在建立 .venv……")
    quietly([sys.executable, "-m", "venv", "--clear", VENV], "建立 .venv 失败。")


def install(layer: str) -> None:
    """Install one layer of packages, unless exactly these are there already."""
    lock = LOCKS[layer]
    stamp = VENV / f".installed-{layer}"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text("utf-8") == digest:
        return
    say(f"正在安装{LAYER_NAMES[layer]}所需的软件包……")
    options = ("--quiet", "--no-input", "--require-hashes", "--only-binary", ":all:")
    quietly(
        [PYTHON, "-m", "pip", "install", *options, "--requirement", lock],
        f"安装{LAYER_NAMES[layer]}所需的软件包失败，请检查网络或软件源。",
    )
    stamp.write_text(digest, "utf-8")


def need(needs: dict[str, str]) -> None:
    """Install what the system lacks, or say which packages an administrator should install."""
    absent = system.missing(needs)
    if absent and system.can_install():
        install_system(*absent.values())
        absent = system.missing(absent)
    if not absent:
        return
    sentence = f"系统缺少 {'、'.join(absent)}。{asking(absent.values())}"
    if not set(absent) <= {system.FONT, "fc-list", *system.MORE_TESTING}:
        raise MakeError(sentence)
    say(sentence)  # without a font the program runs, though its text cannot be read


def install_system(*packages: str) -> None:
    """Install Debian packages as root, or tell that someone has to."""
    if not system.can_install():
        raise MakeError(asking(packages))
    say(f"正在安装系统软件包：{' '.join(sorted(set(packages)))}……")
    for step in system.apt_commands(packages):
        quietly(step, "安装系统软件包失败。")


def asking(packages: Iterable[str]) -> str:
    """Return the sentence that asks an administrator for packages."""
    return f"请管理员安装：apt-get install {' '.join(sorted(set(packages)))}（其他系统请安装相应的软件包）"

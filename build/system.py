"""What the program needs of the computer beside Python packages, and how Debian provides it."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

FONT = "a Chinese font"

# What is needed -> the Debian package that holds it. Each was found necessary on a bare Debian.
DRAWING = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "fc-list": "fontconfig",
    FONT: "fonts-wqy-microhei",
}
WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libcups.so.2": "libcups2",  # without it the list of printers is silently empty
}
TESTING = {
    "git": "git",
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "xdotool": "xdotool",
    "pdftotext": "poppler-utils",
    "soffice": "libreoffice-writer-nogui",
    "strace": "strace",
}
# Without these some tests are left out.
MORE_TESTING = {
    "/usr/lib/libreoffice/program/libsclo.so": "libreoffice-calc-nogui",
    "cupsd": "cups-daemon",
    "lpadmin": "cups-client",
    "/usr/share/ppd/cupsfilters": "cups-filters",
}
FREEZING = {"objdump": "binutils"}
if sys.base_prefix == "/usr":  # Debian's own Python keeps its shared library in a package apart
    FREEZING[f"libpython3.{sys.version_info[1]}.so.1.0"] = f"libpython3.{sys.version_info[1]}"


def missing(needs: dict[str, str]) -> dict[str, str]:
    """Return those needs that this computer does not meet; only Linux is asked."""
    if not sys.platform.startswith("linux"):
        return {}
    return {need: package for need, package in needs.items() if not _is_met(need)}


def can_install() -> bool:
    """Tell whether we may install Debian packages: root on a system with apt-get, never sudo."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_commands(packages: Iterable[str]) -> list[list[str]]:
    """Return the commands that install Debian packages without a question."""
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *sorted(set(packages))]
    return [["apt-get", "update", "-q"], install]


def has_display() -> bool:
    """Tell whether a window can be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _is_met(need: str) -> bool:
    if need == FONT:
        return _has_chinese_font()
    if need.startswith("/"):
        return Path(need).exists()
    return _loads(need) if ".so." in need else shutil.which(need) is not None


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_chinese_font() -> bool:
    if shutil.which("fc-list") is None:
        return False
    found = subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, check=False)
    return bool(found.stdout.strip())

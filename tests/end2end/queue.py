"""A print server of our own with one queue that keeps what it is sent, for those who may start one."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

QUEUE = "CAPTURE"
PPD = Path("/usr/share/ppd/cupsfilters/Generic-PDF_Printer-PDF.ppd")
PROGRAMS = Path("/usr/lib/cups")
SECONDS = 30.0

_BACKEND = """#!/bin/sh
[ $# -eq 0 ] && { echo 'direct capture "capture" "capture"'; exit 0; }
out="${DEVICE_URI#capture:}"
cat "${6:--}" > "$out/.part" && mv "$out/.part" "$out/$1.pdf"
"""
_FILES = """
ServerRoot {home}
ServerBin {home}/bin
StateDir {home}/state
CacheDir {home}/cache
RequestRoot {home}/spool
TempDir {home}/temporary
AccessLog {home}/log/access
ErrorLog {home}/log/error
PageLog {home}/log/page
SystemGroup root
"""
_SERVER = """
Listen {home}/socket
LogLevel warn
WebInterface No
Browsing Off
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
"""


@dataclass(frozen=True)
class Queue:
    """A queue that runs: where its server listens, and the folder of what was printed."""

    server: Path
    printed: Path

    def job(self) -> Path:
        """Return the first thing that was printed, when it is there."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            if found := sorted(self.printed.glob("*.pdf")):
                return found[0]
            time.sleep(0.05)
        raise TimeoutError("nothing was printed")


def is_possible() -> bool:
    """Tell whether a print server can be started here."""
    programs = all(shutil.which(name) for name in ("cupsd", "lpadmin"))
    return programs and PPD.is_file() and getattr(os, "geteuid", lambda: 1)() == 0


@contextmanager
def running(home: Path) -> Iterator[Queue]:
    """Start a server whose files are all in ``home``, and end it afterwards."""
    queue = Queue(home / "socket", home / "printed")
    _lay_out(home)
    server = subprocess.Popen(
        ["cupsd", "-f", "-c", str(home / "cupsd.conf"), "-s", str(home / "cups-files.conf")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _add(queue)
        yield queue
    finally:
        server.terminate()
        server.wait()


def _lay_out(home: Path) -> None:
    for folder in ("state", "cache", "spool", "temporary", "log", "ppd", "printed", "bin/backend"):
        (home / folder).mkdir(parents=True)
    for folder in ("filter", "daemon", "notifier", "monitor", "driver"):
        (home / "bin" / folder).symlink_to(PROGRAMS / folder)
    backend = home / "bin/backend/capture"
    backend.write_text(_BACKEND)
    backend.chmod(0o700)  # only then it is run by the administrator, who may write here
    (home / "cups-files.conf").write_text(_FILES.format(home=home))
    (home / "cupsd.conf").write_text(_SERVER.format(home=home))


def _add(queue: Queue) -> None:
    words = ["lpadmin", "-h", str(queue.server), "-p", QUEUE, "-E"]
    words += ["-v", f"capture:{queue.printed}", "-P", str(PPD)]
    end = time.monotonic() + SECONDS
    while (done := subprocess.run(words, capture_output=True, check=False)).returncode:
        if time.monotonic() > end:
            raise TimeoutError(done.stderr.decode())
        time.sleep(0.1)

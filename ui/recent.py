"""What the window remembers between two runs: the files opened last and the folders used last."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

from platformdirs import user_state_path

_LOG = logging.getLogger(__name__)
_KEPT = 8


def default_store() -> Path:
    """Return the file in the user's own folder that holds the memory."""
    return user_state_path("baogao-tijian", appauthor=False) / "recent.json"


class Recent:
    """Files and folders used last, kept in one small JSON file.

    A memory that cannot be read or written is no reason to stop anybody's work: it is then empty.
    """

    def __init__(self, store: Path) -> None:
        self._store = store
        kept = self._load()
        self._files = [str(path) for path in _list(kept.get("files"))]
        self._folders = {str(use): str(path) for use, path in _dict(kept.get("folders")).items()}

    @property
    def files(self) -> list[Path]:
        """The files opened last, the newest first."""
        return [Path(path) for path in self._files]

    def add(self, path: Path) -> None:
        """Put ``path`` in front of the files opened last."""
        name = str(path.absolute())
        self._files = [name, *(other for other in self._files if other != name)][:_KEPT]
        self._save()

    def folder(self, use: str) -> Path | None:
        """Return the folder remembered for ``use``, None if there is none or it has gone."""
        path = Path(self._folders.get(use, ""))
        return path if use in self._folders and path.is_dir() else None

    def remember_folder(self, use: str, folder: Path) -> None:
        """Remember ``folder`` as the one used last for ``use``."""
        self._folders[use] = str(folder.absolute())
        self._save()

    def _load(self) -> dict[str, Any]:
        try:
            return _dict(json.loads(self._store.read_text("utf-8")))
        except (OSError, ValueError):
            return {}

    def _save(self) -> None:
        # Only ASCII: the name of a file may hold what no text can.
        text = json.dumps({"files": self._files, "folders": self._folders}, indent=1)
        beside = self._store.with_name(f"{self._store.name}.new")
        try:
            self._store.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(text, "utf-8")
            beside.replace(self._store)
        except OSError as error:
            _LOG.info("The recent files could not be kept: %s", error)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}

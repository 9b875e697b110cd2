"""The one kind of failure that a person can meet, and can do something about."""

from __future__ import annotations


class AppError(Exception):
    """A failure said in plain Chinese: what happened, to what, and what to do.

    ``code`` is stable and for programs; ``place`` is a file, or a file with line and column.
    """

    def __init__(self, code: str, message: str, hint: str = "", place: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.place = place

    def __reduce__(self) -> tuple[type[AppError], tuple[str, ...]]:
        # As it is copied, and sent from one process to another.
        return AppError, (self.code, self.message, self.hint, self.place)

    def __str__(self) -> str:
        where = f"{self.place}：" if self.place else ""
        return f"{where}{self.message}{self.hint}"

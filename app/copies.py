"""Whether a text was copied out of a page: then the width and order of its signs say nothing of its author."""

from __future__ import annotations

from itertools import pairwise

from app.model import Document

_PAGES = (".pdf", ".html", ".htm", ".mht", ".mhtml")
_FEWEST_JOINTS = 2


def is_copy(document: Document) -> bool:
    """Tell whether ``document`` is a printed or web page, or was pasted from one line by line.

    The lines of such a paste end in the middle of a sentence; cleaning has joined them.
    """
    if document.source.path.suffix.lower() in _PAGES:
        return True
    joints = 0
    for one, following in pairwise(document.segments):
        # Between paragraphs there is an end of line, between joined lines there is nothing.
        joints += following.start == one.end and following.block != one.block
    return joints >= _FEWEST_JOINTS

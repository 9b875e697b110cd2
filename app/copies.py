"""What of a text is its author's own running text.

Not so the signs of a text that was copied out of a page, nor the rows of a table.
"""

from __future__ import annotations

from itertools import pairwise

from app.model import BlockKind, Document

_PAGES = (".pdf", ".html", ".htm", ".mht", ".mhtml")
_FEWEST_JOINTS = 2
_TEXT = (BlockKind.LINE, BlockKind.PARAGRAPH)


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


def is_running_text(document: Document, start: int) -> bool:
    """Tell whether the character at ``start`` stands in a paragraph, and not in a table, a box or a note."""
    blocks = document.source.blocks
    return not blocks or blocks[document.place(start, start).block].kind in _TEXT

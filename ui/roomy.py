"""Rows with room around their text, in lists, trees and tables."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

_MORE = QSize(12, 6)


class RoomyDelegate(QStyledItemDelegate):
    """Draws items as usual, in somewhat larger cells."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the usual size and a margin."""
        return super().sizeHint(option, index) + _MORE

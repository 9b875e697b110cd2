"""The smoke test says nothing of a whole installation, and names what a broken one lacks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLibraryInfo

from app.errors import AppError
from tests.window import builders
from ui import smoke


@pytest.fixture(autouse=True)
def samples(tmp_path, monkeypatch):
    (tmp_path / "报告.txt").write_text(builders.TEXT, "utf-8")
    monkeypatch.setattr(smoke, "SAMPLES", tmp_path)
    return tmp_path


def complaints(**changes: bool) -> list[str]:
    """Return what the smoke test complains of."""
    return list(smoke.missing(**{"translated": True, **changes}))


def test_a_whole_installation_gives_no_complaint(qapp):
    assert complaints() == []


def test_missing_translations_are_named(qapp):
    assert "翻译" in complaints(translated=False)[0]


def test_missing_samples_are_named(qapp, samples):
    (samples / "报告.txt").unlink()

    assert "示例报告" in complaints()[0]


def test_missing_icons_are_named(qapp, samples, monkeypatch):
    monkeypatch.setattr("ui.theme.ICONS", samples)

    assert "图标" in complaints()[0]


@pytest.mark.qt_log_ignore("Cannot read file")
def test_an_icon_that_cannot_be_drawn_is_named(qapp, samples, monkeypatch):
    (samples / "open.svg").write_text("no picture")
    monkeypatch.setattr("ui.theme.ICONS", samples)

    assert "open.svg" in complaints()[0]


def test_a_missing_printer_plugin_is_named(qapp, samples, monkeypatch):
    monkeypatch.setattr(QLibraryInfo, "path", lambda which: str(samples))

    assert "打印插件" in complaints()[0]


def test_a_font_without_chinese_is_named(qapp, monkeypatch):
    monkeypatch.setattr(smoke, "_CHINESE", "\U0010fffd")

    assert "字体" in complaints()[0]


def test_missing_rules_are_named(qapp, monkeypatch):
    def fail(_folder: object, _layers: object, **_: object) -> None:
        raise AppError("rules-empty", "这个规则集里一条规则也没有。")

    monkeypatch.setattr("app.rules.load_set", fail)

    assert complaints() == ["这个规则集里一条规则也没有。"]

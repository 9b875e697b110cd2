"""Where pages end: between rows, below a line, with the table's head above what goes on."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextDocument

from ui.paging import Sheet, sheets

HEIGHT = 300.0


def laid_out(html: str) -> QTextDocument:
    """Return ``html`` as one long page."""
    document = QTextDocument()
    document.setHtml(html)
    document.setTextWidth(400)
    return document


def table(*cells: str) -> str:
    """Return a table with a head and one row for each cell."""
    rows = "".join(f"<tr><td>{cell}</td><td>短</td></tr>" for cell in cells)
    return f"<table><thead><tr><th>甲</th><th>乙</th></tr></thead>{rows}</table>"


def cuts(found: list[Sheet]) -> list[float]:
    """Return where pages end."""
    return [sheet.body.bottom for sheet in found]


def words(document: QTextDocument, sheet: Sheet) -> str:
    """Return the text that begins on a sheet."""
    layout, told = document.documentLayout(), []
    block = document.begin()
    while block.isValid():
        if sheet.body.top - 1 <= layout.blockBoundingRect(block).top() < sheet.body.bottom - 1:
            told.append(block.text())
        block = block.next()
    return "".join(told)


def test_nothing_is_lost_between_two_pages(qapp):
    document = laid_out(table(*(f"第{n}行" for n in range(60))))
    found = sheets(document, HEIGHT)

    assert [sheet.body.top for sheet in found[1:]] == cuts(found)[:-1]
    assert found[0].body.top == 0
    assert cuts(found)[-1] == document.size().height()
    assert all(
        sheet.body.height + (sheet.head.height if sheet.head else 0) <= HEIGHT for sheet in found
    )


def test_the_head_is_repeated_only_where_a_table_goes_on(qapp):
    html = f"{table(*'一二三四五六七八九十' * 3)}{'<p>后文</p>' * 40}"
    found = sheets(laid_out(html), HEIGHT)
    heads = [sheet.head is not None for sheet in found]

    assert heads[0] is False
    assert True in heads
    assert heads == [False, *sorted(heads[1:], reverse=True)]
    assert heads[-1] is False


@pytest.mark.parametrize("before", range(10, 17))
def test_rows_stay_whole(qapp, before):
    document = laid_out("<p>前文</p>" * before + table("三行<br>三行<br>三行", "末<br>末<br>末"))
    found = sheets(document, HEIGHT)

    assert len([sheet for sheet in found if "三行" in words(document, sheet)]) == 1
    assert len([sheet for sheet in found if "末" in words(document, sheet)]) == 1


@pytest.mark.parametrize("before", range(8, 17))
def test_a_head_is_never_alone_at_the_foot(qapp, before):
    document = laid_out("<p>前文</p>" * before + table("第一行"))
    found = sheets(document, HEIGHT)

    assert all(("甲" in words(document, s)) == ("第一行" in words(document, s)) for s in found)
    with_head = next(sheet for sheet in found if "甲" in words(document, sheet))
    assert "第一行" in words(document, with_head)


def test_a_row_taller_than_a_page_is_cut_below_a_line(qapp):
    document = laid_out(table("<br>".join(f"第{n}行" for n in range(80))))
    found = sheets(document, HEIGHT)
    block = document.find("第0行").block()
    top = document.documentLayout().blockBoundingRect(block).top()
    lines = [top + block.layout().lineAt(n).rect().top() for n in range(80)]

    assert len(found) > 3
    for cut in cuts(found)[:-1]:
        assert min(abs(cut - line) for line in lines) < 1


@pytest.mark.parametrize("before", range(4, 17))
def test_a_heading_is_never_alone_at_the_foot(qapp, before):
    document = laid_out("<p>前文</p>" * before + "<h2>标题</h2>" + table("第一行"))
    found = sheets(document, HEIGHT)

    assert all(("标题" in words(document, s)) == ("第一行" in words(document, s)) for s in found)


@pytest.mark.parametrize("before", range(1, 14))
def test_a_tall_row_fills_the_page_but_leaves_no_single_line(qapp, before):
    tall = "".join(f"<p>第{n}行</p>" for n in range(12))
    document = laid_out("<p>前文</p>" * before + table(tall, "末行"))
    shown = [words(document, sheet).count("行") for sheet in sheets(document, HEIGHT)]

    assert 1 not in [words(document, s).count("第") for s in sheets(document, HEIGHT)]
    assert sum(shown) == 13


def test_an_empty_text_is_one_page(qapp):
    assert len(sheets(laid_out(""), HEIGHT)) == 1


@pytest.mark.parametrize("before", range(1, 14))
def test_a_row_that_goes_on_says_once_more_which_one_it_is(qapp, before):
    tall = "".join(f"<p>第{n}行</p>" for n in range(14))
    rows = f"<tr><td>1</td><td>甲项</td><td>{tall}</td></tr>"
    head = "<thead><tr><th>一</th><th>二</th><th>三</th></tr></thead>"
    document = laid_out("<p>前文</p>" * before + f"<table>{head}{rows}</table>")
    first, *others = sheets(document, HEIGHT)
    name = document.find("甲项").block()
    top = document.documentLayout().blockBoundingRect(name).top()

    assert first.lead is None
    for sheet in others:
        goes_on = sheet.head is not None and sheet.body.height > 40
        assert (sheet.lead is not None) is goes_on
        if sheet.lead:
            assert abs(sheet.lead.cells.top - top) < 8
            assert 0 < sheet.lead.right < 200

"""Of a web page a person's text is read: the article with its title, without menus, scripts and what is hidden."""

from __future__ import annotations

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import AppError
from app.load import html
from app.load.html import blocks
from app.model import Block, BlockKind

TITLE = "东山镇2024年法治政府建设年度报告"
BODY = tuple(
    f"<p>全年开展{what}，取得了明显的成效，群众比较满意。</p>" for what in ("学法", "执法", "普法")
)
RUNNING = [re.sub("<.*?>", "", each) for each in BODY]


def read(page: str, encoding: str = "utf-8") -> list[Block]:
    """Return the blocks of a page."""
    return blocks(page.encode(encoding), "报告.html")[0]


def shown(page: str, encoding: str = "utf-8") -> list[str]:
    """Return what a person sees of each block."""
    return [block.label + block.text for block in read(page, encoding)]


def refusal(page: str) -> AppError:
    """Return what reading says of ``page``."""
    with pytest.raises(AppError) as caught:
        read(page)
    assert caught.value.place == "报告.html"
    return caught.value


# Paragraphs


def test_block_elements_are_paragraphs_counted_from_1():
    found = read("<div>甲<p>乙</p>丙<section>丁</section></div><blockquote>戊</blockquote>")

    assert [(block.text, block.number) for block in found] == [
        ("甲", 1),
        ("乙", 2),
        ("丙", 3),
        ("丁", 4),
        ("戊", 5),
    ]
    assert {block.kind for block in found} == {BlockKind.PARAGRAPH}


def test_a_paragraph_ends_inside_no_inline_element():
    assert shown("<p>甲<b>乙</b><span>丙<a href='x'>丁</a></span><font>戊</font></p>") == [
        "甲乙丙丁戊"
    ]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>  法治\n   政府 </p>", "法治政府"),
        ("<p>学法\n12次</p>", "学法 12次"),
        ("<p>a\n\tb</p>", "a b"),
        ("<p>　　甲&nbsp;&emsp;乙</p>", "　　甲\u00a0\u2003乙"),
        ("<p>&#x3007;&ldquo;&middot;&rdquo;</p>", "〇“·”"),
        ("<p>甲<br>乙<br/> 丙</p>", "甲\n乙\n丙"),
        ("<pre>甲\n  乙</pre>", "甲\n乙"),
        ("<p>甲\x08\x0c乙</p>", "甲乙"),
    ],
)
def test_blanks_and_line_breaks_are_shown_as_in_a_browser(page, text):
    assert shown(page) == [text]


def test_line_breaks_with_an_empty_line_or_an_indent_make_paragraphs():
    assert shown("甲<br><br>乙<br>丙<br>　　丁<br>&emsp;&emsp;戊") == [
        "甲",
        "乙\n丙",
        "　　丁",
        "\u2003\u2003戊",
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>丑</script>",
        "<style>p{content:'丑'}</style>",
        "<noscript>丑</noscript>",
        "<template><p>丑</p></template>",
        "<!-- 丑 -->",
        "<?php 丑 ?>",
        "<span hidden>丑</span>",
        "<div style='color:red;DISPLAY : none'>丑<ol><li>丑</ol></div>",
        "<span style='visibility:hidden'>丑</span>",
        "<span style='mso-hide:all'>丑</span>",
        "<select><option>丑</select>",
        "<del>丑</del>",
        "<xml><w:View>丑</w:View></xml>",
        "<iframe src='http://a.example/'>丑</iframe>",
    ],
)
def test_what_is_not_seen_is_left_out_and_what_follows_is_not(hidden):
    assert shown(f"<title>丑</title><div>甲{hidden}乙</div>") == ["甲乙"]


def test_what_word_writes_for_itself_does_not_hide_its_numbers():
    page = "<p><![if !supportLists]><span style='mso-list:Ignore'>一、</span><![endif]>甲<o:p></o:p></p>"

    assert shown(page) == ["一、甲"]


# Headings, bold type, lists, tables


def test_headings_have_an_outline_level():
    found = read("<h1>甲</h1><h2><span>乙</span></h2><p>丙</p><h6>丁</h6>")

    assert [block.outline for block in found] == [0, 1, None, 5]


@pytest.mark.parametrize(
    ("page", "bold"),
    [
        ("<p><b>一、</b>甲</p>", 2),
        ("<p><strong>一、<i>甲</i></strong></p>", 3),
        ("<p>甲<b>乙</b></p>", 0),
        ("<p> <span style='font-weight:700'>甲</span> <b>乙</b>丙</p>", 3),
        ("<h2><span style='font-weight: normal'>甲</span></h2>", 0),
        ("<h2>甲</h2>", 1),
    ],
)
def test_bold_type_at_the_beginning_is_measured(page, bold):
    assert read(page)[0].bold == bold


@pytest.mark.parametrize(
    ("page", "labels"),
    [
        ("<ol><li>甲<li>乙</ol>", ["1.", "2."]),
        ("<ol start=3><li>甲<li value=9>乙<li>丙</ol>", ["3.", "9.", "10."]),
        ("<ol type=a><li>甲</ol><ol type=I><li>乙<li>丙</ol>", ["a.", "I.", "II."]),
        ("<ol style='list-style-type:cjk-ideographic'><li>甲<li>乙</ol>", ["一、", "二、"]),
        ("<ol><li>甲<ol><li>乙</ol><li>丙</ol>", ["1.", "1.", "2."]),
        ("<ol><li><p>甲</p><p>乙</p></ol>", ["1.", ""]),
        ("<ul><li>甲<li>乙</ul>", ["", ""]),
        ("<ol style='list-style:none'><li>甲</ol>", [""]),
        ("<ol style='list-style-image:url(a)' start=甲><li>甲</ol>", ["1."]),
        ("<li>甲", [""]),
    ],
)
def test_lists_have_their_automatic_numbers(page, labels):
    assert [block.label for block in read(page)] == labels


def test_table_cells_are_counted_with_the_empty_ones():
    found = read("<p>甲</p><table><tr><th>乙<th><tr><td>丙<p>丁</p><td></table><p>戊</p>")

    assert [(block.text, block.kind.value, block.number) for block in found] == [
        ("甲", "paragraph", 1),
        ("乙", "cell", 1),
        ("丙", "cell", 3),
        ("丁", "cell", 3),
        ("戊", "paragraph", 2),
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>甲<table><tr><td>乙</table></table>",
        "<table role=presentation><tr><td>甲<td>乙</table>",
        f"<table><tr><td>{'甲' * 501}<td>乙</table>",
    ],
)
def test_the_text_of_a_table_that_arranges_the_page_is_no_cell(page):
    assert read(page)[0].kind is BlockKind.PARAGRAPH


# The article in its page


def page_of(article: str, head: str = "", before: str = "", after: str = "") -> str:
    """Return a page like those of government sites."""
    return (
        f"<html><head><title>{TITLE}_东山镇人民政府</title>{head}</head><body>"
        "<div class='top'><h1>东山镇人民政府</h1><ul><li><a href='/'>首页</a>"
        "<li><a href='/a'>政务公开</a></ul></div>"
        "<div class='crumb'>当前位置：<a href='/'>首页</a> > 法治政府建设</div>"
        f"<div class='main'>{before}{article}{after}</div>"
        "<div class='foot'>主办单位：东山镇人民政府，地址：东山镇中山路，邮编：100000。</div></body></html>"
    )


def test_the_article_is_read_and_menus_and_footers_are_not():
    page = page_of(f"<div class='TRS_Editor'>{''.join(BODY)}<p>2025年1月10日</p></div>")

    found, notes = blocks(page.encode(), "报告.html")

    assert [block.text for block in found] == [*RUNNING, "2025年1月10日"]
    assert notes == ["这是网页，只检查了其中的文章，菜单、页脚等5处文字没有检查。"]


@pytest.mark.parametrize(
    "heading",
    [f"<h2>{TITLE}</h2>", f"<p class='title'>{TITLE}</p>", f"<h2>东山镇<br>{TITLE[3:]}</h2>"],
)
def test_the_title_above_the_article_is_read_past_the_links_between(heading):
    before = f"{heading}<p>来源：司法所</p><p><a href='javascript:print()'>【打印】</a></p>"
    page = page_of(f"<div id='zoom'>{''.join(BODY)}</div>", before=before)

    assert [each.replace("\n", "") for each in shown(page)] == [TITLE, *RUNNING]


def test_a_page_that_does_not_name_itself_gives_its_last_main_heading():
    page = page_of(f"<div>{''.join(BODY)}</div>", before=f"<h1>{TITLE}</h1><a href='x'>打印</a>")

    assert shown(page.replace(f"{TITLE}_", "")) == [TITLE, *RUNNING]


def test_the_name_of_the_site_is_no_title():
    assert shown(page_of(f"<div>{''.join(BODY)}</div>", before="<a href='x'>打印</a>")) == RUNNING


def test_a_title_inside_the_article_is_not_looked_for_above_it():
    page = page_of(
        f"<div><h2>{TITLE}</h2>{''.join(BODY)}</div>", before=f"<a href='x'>{TITLE}</a>"
    )

    assert shown(page.replace(f"<title>{TITLE}", "<title>")) == [TITLE, *RUNNING]


def test_plain_text_around_the_article_is_kept():
    page = page_of(
        f"<div><div>{''.join(BODY)}</div><div>东山镇人民政府</div></div>",
        before=f"<div>{TITLE}</div>",
        after="<div><a href='x'>下一篇</a></div>",
    )

    assert shown(page) == [TITLE, *RUNNING, "东山镇人民政府"]


def test_no_running_text_is_lost_wherever_it_stands():
    parts = [f"<div>{each}</div>" for each in BODY]
    page = page_of(
        f"<div><div>{parts[0]}</div><h2>二、安排</h2></div><div>{''.join(parts[1:])}</div>"
    )

    assert [each for each in shown(page) if each in [*RUNNING, "二、安排"]] == [
        RUNNING[0],
        "二、安排",
        *RUNNING[1:],
    ]


def test_a_menu_inside_the_article_is_left_out():
    nav = "<nav><a href='#1'>一、</a></nav><div class='share-box'>分享到</div>"

    assert shown(page_of(f"<div>{BODY[0]}{nav}{''.join(BODY[1:])}</div>")) == RUNNING


def test_an_article_that_is_named_like_a_menu_is_read():
    assert shown(f"<div class='menu'>{''.join(BODY)}</div>") == RUNNING


def test_a_short_page_is_read_whole_but_for_menus():
    assert shown("<nav>首页</nav><p>甲</p><div>乙</div><footer>丙</footer>") == ["甲", "乙"]


def test_cells_are_counted_in_the_article_alone():
    table = "<table><tr><td>次数<td>12</table>"
    page = page_of(f"<div>{''.join(BODY)}{table}</div>", before=f"{table}<a href='x'>首页</a>")

    cells = [block for block in read(page) if block.kind is BlockKind.CELL]
    assert [(block.text, block.number) for block in cells] == [("次数", 1), ("12", 2)]


def test_a_page_without_furniture_has_no_note():
    assert blocks("".join(BODY).encode(), "报告.html")[1] == []


# Encodings and archives


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize(
    "said", ["", "<meta charset=gb2312>", "<meta charset=utf-8>", "<meta charset=甲>"]
)
def test_a_page_is_read_whatever_it_says_of_its_encoding(encoding, said):
    assert shown(f"{said}<p>{TITLE}</p>", encoding) == [TITLE]


def test_a_page_with_the_declaration_of_another_encoding_is_read():
    assert shown("<?xml version='1.0' encoding='gb2312'?><html><p>甲</p></html>") == ["甲"]


@pytest.mark.parametrize("coding", ["base64", "8bit"])
def test_a_web_archive_is_read(coding):
    page = f"<p>{TITLE}</p>".encode()
    body = base64.encodebytes(page) if coding == "base64" else page
    data = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
        b"--x\r\nContent-Type: text/html; charset=utf-8\r\n"
        b"Content-Transfer-Encoding: " + coding.encode() + b"\r\n\r\n" + body + b"\r\n--x--\r\n"
    )

    assert [block.text for block in blocks(data, "报告.mht")[0]] == [TITLE]


# Hostile pages


def test_a_page_of_careless_tags_is_read_to_its_end():
    assert shown("<font>" * 1000 + "<p>甲</p>")[-1] == "甲"


def test_a_page_too_deep_is_refused():
    assert refusal("<div>" * 5000 + "甲").code == "load-hostile"


def test_a_page_of_too_many_tags_is_refused(monkeypatch):
    monkeypatch.setattr(html, "PAGE_TAGS", 3)

    assert refusal("<p>甲<p>乙<p>丙<p>丁").code == "load-large"


@pytest.mark.parametrize("tag", ["p", "script"])
def test_a_tag_of_too_many_attributes_is_refused(tag):
    many = " ".join(f"a{at}='1'" for at in range(9000))

    assert refusal(f"<p>甲<script>'</script><{tag} {many}>乙").code == "load-large"


def test_a_picture_inside_the_page_and_a_long_script_are_no_reason_to_refuse_it():
    picture = f"<img src='data:image/png;base64,{'A' * 30_000}'>"
    script = f"<script>if (i<n) {'a+' * 20_000}b</script>"

    assert shown(f"<p>甲{picture}{script}乙</p>") == ["甲乙"]


def test_a_web_archive_without_end_is_no_failure():
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (at, at)
        for at in range(2000)
    )

    assert blocks(b"MIME-Version: 1.0\r\n" + nested, "报告.mht")[0] == []


@pytest.mark.parametrize(
    "data", [b" ", b"<!-- -->", b"\0\0", b"<frameset><frame src=a></frameset>"]
)
def test_a_page_without_text_has_no_blocks(data):
    assert [block.text for block in blocks(data, "报告.html")[0] if block.text.isalnum()] == []


TAGS = [
    "p",
    "div",
    "li",
    "ol",
    "ul",
    "table",
    "tr",
    "td",
    "nav",
    "a href=x",
    "br",
    "b",
    "pre",
    "h1",
    "select",
]


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [f"<{tag}>" for tag in TAGS] + [f"</{tag.split()[0]}>" for tag in TAGS]
            ),
            st.sampled_from(["甲", "\n", "，", "<", "&nbsp;", *BODY]),
        ),
        max_size=40,
    ).map("".join)
)
def test_no_page_is_a_failure_and_cells_count_up(page):
    found = read(page)

    assert all(block.text.strip() for block in found)
    assert all(block.number >= 1 for block in found)

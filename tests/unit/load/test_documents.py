"""A table of Word files: what a person sees of each is read, no more, no less, and leads back to the file."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import docx as python_docx
import pytest

from app.errors import AppError
from app.load import docx as reader
from app.load import load
from app.load.package import Package
from app.model import BlockKind, Source
from tests.unit import word as ooxml
from tests.unit.builders import document, outline
from tests.unit.word import (
    begun,
    control,
    ended,
    field,
    gallery,
    instruction,
    level,
    looks,
    mark,
    note,
    notes,
    old_text_box,
    one_list,
    p,
    packed,
    r,
    relations,
    run,
    shape,
    style,
    table,
    tc,
    text_box,
    tracked,
    word,
)

HIDDEN, BOLD = "<w:vanish/>", "<w:b/>"
NAMED = one_list(level(0, "decimal", "%1."))
REF = " REF 书签 \\h "
TOC = ' TOC \\o "1-3" \\h \\z \\u '
CHECK = "<w:ffData><w:checkBox><w:sizeAuto/><w:default w:val={}/></w:checkBox></w:ffData>"
UNTICKED = ("<w:default", '<w:checked w:val="0"/><w:default')
CHOICES = (
    '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="良好"/>'
    '<w:listEntry w:val="优秀"/></w:ddList></w:ffData>'
)
HALF = (
    "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num>"
    "<m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
)
PLAIN = word(p("甲"), p("乙"))


def sign(code: str, font: str) -> str:
    """Return a character of a symbol font."""
    return run(f'<w:sym w:font="{font}" w:char="{code}"/>')


def row(properties: str, *cells: str) -> str:
    """Return a row of a table with properties."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(map(tc, cells))}</w:tr>"


def rows(*inside: str) -> str:
    """Return a table of what stands for rows."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(inside)}</w:tbl>"


def changed(old: str, new: str, of: bytes = PLAIN) -> bytes:
    """Return a Word file in whose parts, names of parts included, ``new`` stands for ``old``."""
    package = Package(of, "")
    names = [entry.filename for entry in package._zip.infolist()]
    return packed(
        {
            name.replace(old, new): package._zip.read(name).decode().replace(old, new)
            for name in names
        }
    )


def by_python_docx() -> bytes:
    """Return a file of another program, with a heading, two runs, a list and a table."""
    made = python_docx.Document()
    made.add_heading("总体情况", 1)
    made.add_paragraph("全年").add_run("学法").bold = True
    made.add_paragraph("条目", style="List Bullet")
    made.add_table(1, 2).cell(0, 1).text = "次数"
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


READ = {
    # Looks
    "typeface, size and colour before bold": (
        word(p(r("甲", '<w:rFonts w:hint="eastAsia"/><w:color w:val="000000"/><w:b/>'), "乙")),
        "甲乙",
    ),
    "markup that is text": (
        word(p(run('<w:t><![CDATA[<w:rPr>甲<w:sz w:val="3"/></ end>]]></w:t>'))),
        '<w:rPr>甲<w:sz w:val="3"/></ end>',
    ),
    # Notes
    "footnote": (word(p("甲", note(1)), p("丙"), footnotes=notes("注文")), "甲|［脚注1］注文|丙"),
    "endnote": (
        word(p("甲", note(1, "endnote")), p("丙"), endnotes=notes("注文", kind="endnote")),
        "甲|［尾注1］注文|丙",
    ),
    "footnotes and endnotes, each counted": (
        word(
            p("甲", note(2), note(1, "endnote"), "乙", note(1)),
            p("丙"),
            footnotes=notes("注一", "注二"),
            endnotes=notes("末", kind="endnote"),
        ),
        "甲乙|［脚注1］注二|［尾注1］末|［脚注2］注一|丙",
    ),
    "footnote of two paragraphs": (
        word(p("甲", note(1)), footnotes=notes(p("注一") + p("注二"))),
        "甲|［脚注1］注一|注二",
    ),
    "footnote in a cell": (
        word(table((p("甲", note(1)), "乙")), footnotes=notes("注文")),
        "甲|［脚注1］注文|乙",
    ),
    "footnote that was deleted": (
        word(p("甲", tracked("del", note(1))), footnotes=notes("注文")),
        "甲",
    ),
    "footnote whose text is missing": (word(p("甲", note(7))), "甲"),
    "footnotes that name each other": (
        word(
            p("甲", note(1)),
            footnotes=notes(p("注一", note(2), note(2)), p("注二", note(1), note(1))),
        ),
        "甲|［脚注1］注一|［脚注2］注二",
    ),
    # Text boxes
    "text box, once": (word(p("甲", shape(p("框"))), p("丙")), "甲|框|丙"),
    "text box of before 2010": (word(p("甲", old_text_box("框")), p("丙")), "甲|框|丙"),
    "text box of an object": (
        word(p("甲", old_text_box("框").replace("w:pict", "w:object"), "乙")),
        "甲乙|框",
    ),
    "text box without a fallback": (
        word(p("甲", text_box("框", "旧").replace("mc:Fallback", "mc:Choice"))),
        "甲|框",
    ),
    "text box with only a fallback": (
        word(p("甲", re.sub("<mc:Choice.*</mc:Choice>", "", text_box("框", "旧")))),
        "甲|旧",
    ),
    "text boxes in groups of shapes": (
        word(
            p(
                "甲",
                run(
                    "<mc:AlternateContent><mc:Choice Requires='wpg'><w:drawing><wp:inline><a:graphic>"
                    "<wpg:wgp xmlns:wpg='urn:wpg'><wpg:grpSp><wps:wsp><wps:txbx><w:txbxContent>"
                    f"{p('框一')}</w:txbxContent></wps:txbx></wps:wsp></wpg:grpSp><mc:AlternateContent>"
                    "<mc:Choice Requires='wps'><wps:wsp><wps:txbx><w:txbxContent>"
                    f"{p('框二')}</w:txbxContent></wps:txbx></wps:wsp></mc:Choice>"
                    f"<mc:Fallback>{old_text_box('旧')}</mc:Fallback></mc:AlternateContent></wpg:wgp>"
                    "</a:graphic></wp:inline></w:drawing></mc:Choice></mc:AlternateContent>"
                ),
            )
        ),
        "甲|框一|框二",
    ),
    "text box with a table": (word(p("甲", shape(p("框"), table(("格",)), p()))), "甲|框|格"),
    "text box in a text box": (
        word(p("甲", shape(p("外", old_text_box("内"))), "乙")),
        "甲乙|外|内",
    ),
    "text box that is switched off": (word(p("甲", shape(p("框"), hidden="1"))), "甲"),
    "text box that is switched off in words": (word(p("甲", shape(p("框"), hidden="true"))), "甲"),
    "old text box that is switched off": (
        word(
            p("甲", old_text_box("框").replace("<v:shape", '<v:shape style="visibility:hidden"'))
        ),
        "甲",
    ),
    "words as an ornament": (
        word(
            p(
                "甲",
                run(
                    "<w:pict><v:shapetype><v:textpath on='t'/></v:shapetype>"
                    "<v:shape><v:textpath on='t' string='艺术字'/></v:shape></w:pict>"
                ),
            )
        ),
        "甲|艺术字",
    ),
    # Controls, links, tags
    "control around paragraphs": (word(control(p("甲") + p("乙")), p("丙")), "甲|乙|丙"),
    "controls within controls": (word(control(control(p("甲", control(r("乙")))))), "甲乙"),
    "control around words": (word(p("甲", control(r("乙")), "丙")), "甲乙丙"),
    "control around a row": (
        word(rows(row("", "甲"), control(row("", "乙", "丙")))),
        "甲|乙|丙",
    ),
    "control around a cell": (word(rows(f"<w:tr>{control(tc('甲'))}{tc('乙')}</w:tr>")), "甲|乙"),
    "check box of a control": (
        word(p(control(r("☒"), '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>'), "甲")),
        "☒甲",
    ),
    "link": (word(p("甲", f'<w:hyperlink w:anchor="x">{r("链接")}</w:hyperlink>')), "甲链接"),
    "smart tags in each other": (
        word(p(f"<w:smartTag><w:smartTag>{r('甲')}</w:smartTag>{r('乙')}</w:smartTag>")),
        "甲乙",
    ),
    "markup of other programs": (
        word(
            f"<w:customXml><w:customXmlPr/>{p('甲')}</w:customXml>",
            p(f"<w:customXml>{r('乙')}</w:customXml>"),
            rows(f"<w:customXml>{row('', '丙')}</w:customXml>"),
        ),
        "甲|乙|丙",
    ),
    "two forms of the same paragraphs": (
        word(
            f"<mc:AlternateContent><mc:Choice Requires='w14'>{p('甲')}{table(('乙',))}</mc:Choice>"
            f"<mc:Fallback>{p('旧')}</mc:Fallback></mc:AlternateContent>",
            f"<mc:AlternateContent><mc:Fallback>{p('丙')}</mc:Fallback></mc:AlternateContent>",
        ),
        "甲|乙|丙",
    ),
    # Tracked changes
    "insertion": (word(p("甲", tracked("ins", r("入"))), p("乙", also=ended("ins"))), "甲入|乙"),
    "deletion": (
        word(p("甲", tracked("del", run("<w:delText>出</w:delText>")), "乙")),
        "甲乙",
    ),
    "deletion of an insertion": (
        word(p(tracked("ins", r("入") + tracked("del", r("出"))))),
        "入",
    ),
    "passage that moved": (
        word(
            p(tracked("moveFrom", r("移走")), also=ended("moveFrom")),
            tracked("moveFrom", p("移走")) + tracked("del", p("删去")),
            p("甲"),
            p(tracked("moveTo", r("移来")), also=ended("moveTo")),
            p("乙"),
        ),
        "甲|移来|乙",
    ),
    "deleted ends of paragraphs": (
        word(*[p(text, also=ended("del")) for text in "甲乙丙"], p("丁"), p("戊")),
        "甲乙丙丁|戊",
    ),
    "deleted paragraphs": (
        word(
            p("甲"),
            *[p(tracked("del", r(text)), also=ended("del")) for text in "乙丙"],
            p("丁"),
        ),
        "甲|丁",
    ),
    "deleted end before a table": (
        word(p("甲", also=ended("del")), table(("乙",)), p("丙")),
        "甲|乙|丙",
    ),
    "deleted end of a numbered paragraph before a table": (
        word(p("甲", numbered=(1, 0), also=ended("del")), table(("乙",)), numbering=NAMED),
        "1.甲|乙",
    ),
    "deleted end of the last paragraph": (
        word(p("甲"), p("乙", shape(p("框")), also=ended("del"))),
        "甲|乙|框",
    ),
    "deleted row": (word(rows(row(tracked("del"), "甲"), row("", "乙"))), "乙"),
    "inserted row": (word(rows(row(tracked("ins"), "甲"), row("", "乙"))), "甲|乙"),
    "deleted cell": (word(table((tc("甲", tracked("cellDel")), "乙"))), "乙"),
    "changed formatting": (
        word(
            p(
                r("甲", tracked("rPrChange", f"<w:rPr>{HIDDEN}</w:rPr>")),
                also=tracked("pPrChange", "<w:pPr><w:pStyle w:val='旧'/></w:pPr>"),
            )
        ),
        "甲",
    ),
    # Fields
    "field": (word(p("甲", field(REF, "果"), "乙")), "甲果乙"),
    "field over paragraphs": (
        word(p("甲", begun(REF), "果一"), p("果二"), p("果三", mark("end"), "乙"), p("丙")),
        "甲果一|果二|果三乙|丙",
    ),
    "fields in a result": (
        word(p("甲", begun(REF), field(" PAGE ", "内"), "外", mark("end"), "乙")),
        "甲内外乙",
    ),
    "fields in a code": (
        word(
            p(
                *("甲", mark("begin"), instruction(" IF "), field(" DATE ", "码"), "码"),
                *(mark("separate"), "果", mark("end"), "乙"),
            )
        ),
        "甲果乙",
    ),
    "field without a result": (
        word(p("甲", mark("begin"), instruction(REF), mark("end"), "乙")),
        "甲乙",
    ),
    "field without an end": (word(p("甲", mark("begin"), instruction("X")), p("乙")), "甲|乙"),
    "field without an end before one with an end": (
        word(p("甲", mark("begin"), instruction("X")), p(field(REF, "果")), p("乙")),
        "甲|果|乙",
    ),
    "field without a beginning": (
        word(p("甲", mark("separate"), "乙", mark("end"), "丙")),
        "甲乙丙",
    ),
    "field whose end is hidden": (
        word(p("甲", begun(REF), "果", mark("end", properties=HIDDEN), "乙"), p("丙")),
        "甲果乙|丙",
    ),
    "field whose middle is hidden": (
        word(
            p("甲", mark("begin"), instruction(REF), mark("separate", properties=HIDDEN), "果"),
            p(mark("end", properties=HIDDEN), "乙"),
        ),
        "甲果|乙",
    ),
    "field that begins in a text box": (
        word(p("甲", shape(p("框", begun(TOC), "录")), "乙"), p("丙", mark("end"))),
        "甲乙|框|丙",
    ),
    "field of which all but the result is hidden": (
        word(
            p("甲", mark("begin", properties=HIDDEN), run(f"<w:instrText>{REF}</w:instrText>")),
            p(
                *(mark("separate", properties=HIDDEN), "果"),
                *(mark("end", properties=HIDDEN), "乙"),
            ),
        ),
        "甲|果乙",
    ),
    "simple field": (
        word(p("甲", f'<w:fldSimple w:instr="{REF}">{r("果")}</w:fldSimple>')),
        "甲果",
    ),
    "simple field with marks of others": (
        word(
            p("甲", f"<w:fldSimple w:instr='{REF}'>{r('果')}{mark('end')}</w:fldSimple>", "乙"),
            p(f"<w:fldSimple w:instr='{REF}'>{mark('begin')}</w:fldSimple>", mark("end"), "丙"),
        ),
        "甲果乙|丙",
    ),
    "numbers in circles": (
        word(
            *[
                p(mark("begin"), instruction(code), mark("end"), text)
                for code, text in (
                    (r" eq \o\ac(○,1)", "甲"),
                    (r"EQ \o\ac(○,35)", "乙"),
                    (r" eq \o\ac(○,法)", "丙"),
                    (r" eq \o\ac(□,印)", "丁"),
                    (r" eq \o\ac(△,1)", "戊"),
                    (r" eq \o\ac(○,100)", "己"),
                )
            ]
        ),
        "①甲|㉟乙|法丙|印丁|1戊|100己",
    ),
    "number in a circle with a result": (
        word(p(begun(r" eq \o\ac(○,1)"), "①", mark("end"), "甲")),
        "①甲",
    ),
    "reading aid as a field": (
        word(
            p(
                mark("begin"),
                instruction(r' EQ \* jc0 \* "Font:宋体" \* hps10 \o \ad(\s \up 9(fǎ),法)'),
                mark("end"),
                "治",
            )
        ),
        "法治",
    ),
    "fraction as a field": (
        word(p("甲", mark("begin"), instruction(r" EQ \f(1,2)"), mark("end"))),
        "甲1/2",
    ),
    "check boxes of a form": (
        word(
            p(begun(" FORMCHECKBOX ", CHECK.format('"1"')), mark("end"), "甲"),
            p(begun(" FORMCHECKBOX ", CHECK.format('"0"')), mark("end"), "乙"),
            p(begun(" FORMCHECKBOX ", CHECK.format('"1"').replace(*UNTICKED)), mark("end"), "丙"),
        ),
        "☒甲|☐乙|☐丙",
    ),
    "choices of a form": (
        word(
            p("甲", begun(" FORMDROPDOWN ", CHOICES), mark("end"), "乙"),
            p("丙", begun(" FORMDROPDOWN ", CHOICES.replace("result", "default")), mark("end")),
            p("丁", begun(" FORMDROPDOWN ", CHOICES.replace('"1"', '"0"')), mark("end")),
            p("戊", begun(" FORMDROPDOWN ", CHOICES.replace('"1"', '"2"')), mark("end")),
            p(
                "己",
                begun(" FORMDROPDOWN ", CHOICES.replace('w:result w:val="1"', "w:x")),
                mark("end"),
            ),
            p("庚", begun(" FORMDROPDOWN "), mark("end")),
        ),
        "甲优秀乙|丙优秀|丁良好|戊|己良好|庚",
    ),
    "button": (
        word(p(mark("begin"), instruction(" MACROBUTTON NoMacro [单击此处] "), mark("end"), "甲")),
        "[单击此处]甲",
    ),
    "symbols as fields": (
        word(
            *[
                p(mark("begin"), instruction(f" SYMBOL {code} "), mark("end"), text)
                for code, text in (
                    ('254 \\f "Wingdings" \\s 12', "甲"),
                    ("0x52 \\f Wingdings 2", "乙"),
                    ("0x2611", "丙"),
                    ("9", "丁"),
                )
            ]
        ),
        "☑甲|☑乙|☑丙|□丁",
    ),
    # Within a line
    "soft breaks": (
        word(p(r("甲"), run("<w:br/>"), r("乙"), run("<w:cr/>"), r("丙"))),
        "甲\n乙\n丙",
    ),
    "breaks of pages and columns": (
        word(p(r("甲"), run('<w:br w:type="page"/>'), r("乙"), run('<w:br w:type="column"/>'))),
        "甲\n乙\n",
    ),
    "tabs": (
        word(p(r("甲"), run("<w:tab/>"), r("乙"), run('<w:ptab w:alignment="right"/>'), r("丙"))),
        "甲\t乙\t丙",
    ),
    "places for tabs": (
        word(p("甲", run("<w:tab/>"), "乙", also="<w:tabs><w:tab w:val='left'/></w:tabs>")),
        "甲\t乙",
    ),
    "line ends in the markup": (
        word(p(r("甲\n乙")), p(r("丙\n丁"), run("<w:tab/>"))),
        "甲 乙|丙 丁\t",
    ),
    "hyphens that are seen and not": (
        word(p(r("甲"), run("<w:noBreakHyphen/>"), r("乙"), run("<w:softHyphen/>"), r("丙"))),
        "甲-乙丙",
    ),
    "symbols of Wingdings": (
        word(p("甲", *[sign(c, "Wingdings") for c in ("F0FE", "00A8", "F081", "F0E0")])),
        "甲☑□①→",
    ),
    "symbols of Wingdings 2": (
        word(p("甲", *[sign(c, "Wingdings 2") for c in ("F052", "F0A3", "F06A")])),
        "甲☑□①",
    ),
    "symbols of other fonts": (
        word(p("甲", sign("F0B7", "Symbol"), sign("F041", "公司图标"), sign("2611", "宋体"))),
        "甲•□☑",
    ),
    "symbols that programs of before 2016 don't know": (
        word(
            p(
                "甲",
                run(
                    '<mc:AlternateContent><mc:Choice Requires="w16se"><w16se:symEx w16se:font="Segoe UI Emoji" '
                    'w16se:char="1F44D" xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex"/>'
                    "</mc:Choice><mc:Fallback><w:t>👍</w:t></mc:Fallback></mc:AlternateContent>"
                ),
                "乙",
            )
        ),
        "甲👍乙",
    ),
    "symbols that are none": (
        word(p("甲", sign("", "Wingdings"), sign("好", "宋体"), sign("FFFFFFFF", ""))),
        "甲□□□",
    ),
    "reading aid": (
        word(
            p(
                run(
                    f"<w:ruby><w:rubyPr/><w:rt>{r('fǎ')}</w:rt>"
                    f"<w:rubyBase>{r('法')}</w:rubyBase></w:ruby>"
                ),
                "治",
            )
        ),
        "法治",
    ),
    "fraction": (word(p("甲", HALF, "乙")), "甲1/2乙"),
    "text cut into 200 runs": (
        word(p(*["依法行政"[at % 4] for at in range(200)])),
        "依法行政" * 50,
    ),
    "initial that is dropped": (
        word(p("全", also='<w:framePr w:dropCap="drop" w:lines="2" w:wrap="around"/>'), p("年")),
        "全年",
    ),
    "initial in the margin": (
        word(p("全", also='<w:framePr w:dropCap="margin"/>'), p("年")),
        "全年",
    ),
    "paragraph in a frame": (word(p("全", also='<w:framePr w:w="2000"/>'), p("年")), "全|年"),
    # Hidden text
    "hidden words": (word(p("甲", r("暗", HIDDEN), "乙")), "甲乙"),
    "words that are said not to be hidden": (
        word(p("甲", r("乙", '<w:vanish w:val="0"/>'))),
        "甲乙",
    ),
    "words that their style hides": (
        word(p("甲", r("暗", '<w:rStyle w:val="c"/>')), styles=looks("c", HIDDEN, "character")),
        "甲",
    ),
    "paragraph that its style hides": (
        word(p("甲"), p("暗", style="s"), p("乙"), styles=looks("s", HIDDEN)),
        "甲|乙",
    ),
    "paragraph whose style is based on one that hides": (
        word(
            p("暗", style="t"),
            p("乙"),
            styles=looks("s", HIDDEN) + looks("t", "", based_on="s"),
        ),
        "乙",
    ),
    "a second style shows what the first one hides": (
        word(
            p("暗", r("明", '<w:rStyle w:val="c"/>'), style="s"),
            styles=looks("s", HIDDEN) + looks("c", HIDDEN, "character"),
        ),
        "明",
    ),
    "hidden paragraph, not counted": (
        word(
            p("甲", numbered=(1, 0)),
            p(r("暗", HIDDEN), numbered=(1, 0), also=f"<w:rPr>{HIDDEN}</w:rPr>"),
            p("乙", numbered=(1, 0)),
            numbering=NAMED,
        ),
        "1.甲|2.乙",
    ),
    "hidden end of a paragraph": (
        word(p("甲", also=f"<w:rPr>{HIDDEN}</w:rPr>"), p("乙"), p("丙")),
        "甲乙|丙",
    ),
    "heading with text run in behind it": (
        word(
            p("标题", also=f'<w:rPr>{HIDDEN}<w:specVanish/></w:rPr><w:outlineLvl w:val="1"/>'),
            p("正文"),
        ),
        "标题|正文",
    ),
    "hidden row": (word(rows(row("<w:hidden/>", "甲"), row("", "乙"))), "乙"),
    "hidden text box": (
        word(p("甲", shape(p("框")).replace("<w:rPr>", f"<w:rPr>{HIDDEN}", 1))),
        "甲",
    ),
    # Tables
    "table in its place": (
        word(p("甲"), table(("一", "二"), ("三", "四")), p("乙")),
        "甲|一|二|三|四|乙",
    ),
    "cells merged downwards": (
        word(
            table(
                (tc("合", '<w:vMerge w:val="restart"/>'), "一"),
                (tc("盖", "<w:vMerge/>"), "二"),
                (tc("盖", '<w:vMerge w:val="continue"/>'), "三"),
                (tc("新", '<w:vMerge w:val="restart"/>'), "四"),
            )
        ),
        "合|一|二|三|新|四",
    ),
    "cells merged across": (
        word(
            table(
                (tc("合", '<w:hMerge w:val="restart"/>'), tc("盖", "<w:hMerge/>"), "一"),
                (tc("宽", '<w:gridSpan w:val="2"/>'), "二"),
            )
        ),
        "合|一|宽|二",
    ),
    "merged cells without a first one": (
        word(table((tc("一", "<w:vMerge/>"), "二"), (tc("盖", "<w:vMerge/>"), "三"))),
        "一|二|三",
    ),
    "merged cells whose first row was deleted": (
        word(
            rows(
                row(tracked("del"), tc("去", '<w:vMerge w:val="restart"/>')),
                row("", tc("一", "<w:vMerge/>")),
            )
        ),
        "一",
    ),
    "table in a cell": (word(table((p("前") + table(("内",)) + p("后"), "二"))), "前|内|后|二"),
    # Contents
    "contents in a control": (
        word(
            control(p("目录") + p(field(TOC, "一、总体情况\t1")), gallery("Table of Contents")),
            p("一、总体情况"),
        ),
        "一、总体情况",
    ),
    "contents in a control alone": (
        word(
            p("甲"),
            p("目录"),
            control(p("一、总体情况\t1") + p("二、存在问题\t2"), gallery("Table of Contents")),
        ),
        "甲",
    ),
    "contents before text in the same line": (word(p(field(TOC, "一、\t1"), "甲")), "甲"),
    "contents at the end": (word(p("甲"), p("目次"), p(field(TOC, "一、\t1"))), "甲"),
    "contents as a field": (
        word(
            p("目　录"),
            p(),
            p(begun(TOC), "一、总体情况\t1"),
            p(field(' HYPERLINK \\l "_Toc1" ', "二、存在问题"), "\t2"),
            p("三、工作打算"),
            p(mark("end")),
            p("一、总体情况"),
        ),
        "一、总体情况",
    ),
    "contents as a simple field": (
        word(p(f"<w:fldSimple w:instr='{TOC}'>{r('一、总体情况')}</w:fldSimple>"), p("甲")),
        "甲",
    ),
    "contents that were never made": (
        word(p("目录"), p(mark("begin"), instruction(TOC), mark("end")), p("甲")),
        "甲",
    ),
    "contents by styles": (
        word(
            p("目录"),
            p("一、总体情况\t1", style="a"),
            p("二、存在问题\t2", style="b"),
            p("三、工作打算\t3", style="c"),
            p("一、总体情况"),
            styles="".join(
                style(name, based_on=base).replace(
                    f'<w:name w:val="{name}"', f'<w:name w:val="{title}"'
                )
                for name, title, base in (
                    ("a", "toc 1", ""),
                    ("b", "目录 2", ""),
                    ("d", "WPSOffice手动目录 1", ""),
                    ("c", "我的目录", "d"),
                )
            ),
        ),
        "一、总体情况",
    ),
    "the word for contents where there are none": (word(p("目录"), p("甲")), "目录|甲"),
    "the word for contents above blank lines": (
        word(p("目录"), p(), p(), p("目次"), p(), p("甲")),
        "目录|目次|甲",
    ),
    "the word for contents at the end": (word(p("甲"), p("目录"), p()), "甲|目录"),
    # Beside the text
    "comment": (
        word(
            p('<w:commentRangeStart w:id="0"/>', "甲", '<w:commentRangeEnd w:id="0"/>'),
            p("乙", run('<w:commentReference w:id="0"/>')),
            comments=f"<w:comments {ooxml.NAMES}><w:comment w:id='0'>{p('批')}</w:comment></w:comments>",
        ),
        "甲|乙",
    ),
    "headers and footers": (
        word(
            p("甲"),
            '<w:sectPr><w:headerReference w:type="default" r:id="rId9"/></w:sectPr>',
            header1=f"<w:hdr {ooxml.NAMES}>{p('眉')}</w:hdr>",
            footer1=f"<w:ftr {ooxml.NAMES}>{p('脚')}</w:ftr>",
        ),
        "甲",
    ),
    "title page": (word(control(p("封面"), gallery("Cover Pages")), p("甲")), "封面|甲"),
    # Packages
    "strict": (
        changed(
            "http://schemas.openxmlformats.org/officeDocument/2006/",
            "http://purl.oclc.org/ooxml/officeDocument/",
            changed(
                ooxml.W, "http://purl.oclc.org/ooxml/wordprocessingml/main", word(p("甲", HALF))
            ),
        ),
        "甲1/2",
    ),
    "UTF-16": (
        word(
            document=ooxml.document(p("甲"), p("乙")).replace("UTF-8", "UTF-16").encode("utf-16"),
            styles=looks("s", HIDDEN),
        ),
        "甲|乙",
    ),
    "UTF-16 without a mark": (
        word(document=ooxml.document(p("甲"), p("乙")).encode("utf-16-be")),
        "甲|乙",
    ),
    "UTF-8 with a mark": (word(document=ooxml.document(p("甲")).encode("utf-8-sig")), "甲"),
    "main part under another name": (changed("word/document.xml", "正文/main.xml"), "甲|乙"),
    "names with backslashes": (
        packed(
            {
                "_rels\\.rels": relations(("officeDocument", "word/document.xml")),
                "word\\document.xml": ooxml.document(p("甲", style="s"), p("乙")),
                "word\\styles.xml": f"<w:styles {ooxml.NAMES}>{looks('s', HIDDEN)}</w:styles>",
            }
        ),
        "乙",
    ),
    "targets with backslashes": (
        packed(
            {
                "_rels/.rels": relations(("officeDocument", "正文\\main.xml")),
                "正文/main.xml": ooxml.document(p("甲")),
            }
        ),
        "甲",
    ),
    "names in capitals": (
        packed(
            {
                "_RELS/.RELS": relations(("officeDocument", "/word/document.xml")),
                "WORD/DOCUMENT.XML": ooxml.document(p("甲", style="s"), p("乙")),
                "Word/Styles.xml": f"<w:styles {ooxml.NAMES}>{looks('s', HIDDEN)}</w:styles>",
            }
        ),
        "乙",
    ),
    "python-docx": (by_python_docx(), "总体情况|全年学法|条目|次数"),
}


def blocks(data: bytes) -> Source:
    """Return a Word file as it is read."""
    found, remarks = reader.blocks(data, "报告.docx")
    return Source(Path("报告.docx"), tuple(found), tuple(remarks), "")


def seen(data: bytes) -> str:
    """Return what a person sees of a Word file, blocks that show nothing left out."""
    texts = [block.label + block.text for block in blocks(data).blocks]
    return "|".join(text for text in texts if text)


@pytest.mark.parametrize("name", READ)
def test_what_a_person_sees_is_read(name):
    data, shown = READ[name]

    assert seen(data) == shown


@pytest.mark.parametrize("name", READ)
def test_every_block_is_found_by_its_words(name):
    source = blocks(READ[name][0])
    found = document(source)

    for number, block in enumerate(source.blocks):
        words = max(re.findall(r"\w+", block.text), key=len, default="")
        if words:
            assert found.text.count(words) == 1, "the test needs words that occur once"
            start = found.text.index(words)
            place = found.place(start, start + len(words))
            assert place.block == number
            assert (block.label + block.text)[place.offset :].startswith(words)


@pytest.mark.parametrize("name", READ)
def test_every_piece_of_a_block_is_in_the_file(name):
    data = READ[name][0]
    paragraphs = list(reader.Walk(Package(data, "报告.docx")).paragraphs())

    assert [each.block for each in paragraphs] == list(blocks(data).blocks)
    for each in paragraphs:
        assert "".join(piece.text for piece in each.pieces) == each.block.text
        for text, element in each.pieces:
            assert next(element.iterancestors(f"{{{ooxml.W}}}p"), None) is not None
            if element.tag == f"{{{ooxml.W}}}t":
                assert (element.text or "").replace("\n", " ") == text


@pytest.mark.parametrize(
    ("first", "second", "bold"),
    [(BOLD, BOLD, 2), (BOLD, "", 1), ("", BOLD, 0)],
    ids=["both", "first", "second"],
)
def test_of_paragraphs_without_an_end_between_them_the_beginning_is_bold(first, second, bold):
    source = blocks(word(p(r("甲", first), also=ended("del")), p(r("乙", second), "丙")))

    assert [(block.text, block.bold) for block in source.blocks] == [("甲乙丙", bold)]


@pytest.mark.parametrize(
    ("runs", "bold"),
    [
        pytest.param((r("甲", BOLD), "乙", r("丙", BOLD)), 1, id="the first"),
        pytest.param(("甲", r("乙", BOLD)), 0, id="not the first"),
        pytest.param((r("甲", BOLD), r(" "), r("乙", BOLD), "丙"), 3, id="around a blank"),
        pytest.param((r("甲", BOLD), r(" "), "乙"), 1, id="before a blank"),
        pytest.param((tracked("ins", r("甲", BOLD)), "乙"), 1, id="inserted"),
        pytest.param((r("甲", '<w:b w:val="0"/>'), r("乙", BOLD)), 0, id="switched off"),
        pytest.param(
            (r("", BOLD), r("甲", BOLD), run("<w:tab/>", BOLD), "乙"), 2, id="with a tab"
        ),
    ],
)
def test_how_much_of_the_beginning_is_bold_is_known(runs, bold):
    assert [block.bold for block in blocks(word(p(*runs))).blocks] == [bold]


@pytest.mark.parametrize(
    "name",
    [
        *(name for name in READ if name.startswith("contents ")),
        "passage that moved",
        "deleted paragraphs",
        "hidden paragraph, not counted",
        "paragraph that its style hides",
        "the word for contents where there are none",
    ],
)
def test_of_what_is_left_out_not_even_lines_remain(name):
    source = blocks(READ[name][0])

    assert "|".join(block.label + block.text for block in source.blocks) == READ[name][1]


def test_blank_lines_below_the_word_for_contents_are_kept():
    source = blocks(READ["the word for contents above blank lines"][0])

    assert [block.text for block in source.blocks] == ["目录", "", "", "目次", "", "甲"]


def test_lines_below_contents_are_counted():
    source = blocks(word(p(field(TOC, "一、\t1")), p(), p("甲")))

    assert [(block.text, block.number) for block in source.blocks] == [("", 1), ("甲", 2)]


def test_ornaments_are_counted_by_what_they_say():
    source = blocks(READ["words as an ornament"][0])

    assert [block.number for block in source.blocks if block.kind is BlockKind.BOX] == [1]


# What LibreOffice makes of them

ALIKE = (
    "text box that is switched off",
    "control around words",
    "control around a row",
    "check box of a control",
    "link",
    "smart tags in each other",
    "markup of other programs",
    "insertion",
    "deleted end before a table",
    "inserted row",
    "changed formatting",
    "field",
    "field without a result",
    "field without a beginning",
    "simple field",
    "reading aid as a field",
    "soft breaks",
    "tabs",
    "reading aid",
    "text cut into 200 runs",
    "initial that is dropped",
    "words that are said not to be hidden",
    "heading with text run in behind it",
    "table in its place",
    "table in a cell",
    "the word for contents where there are none",
    "title page",
    "UTF-16",
    "UTF-16 without a mark",
    "UTF-8 with a mark",
    "main part under another name",
)
"""Files of which its text export, which knows no pages, shows what a person sees."""

SAVED = (
    *ALIKE,
    "footnote",
    "endnote",
    "footnote of two paragraphs",
    "footnote in a cell",
    "footnote that was deleted",
    "text box, once",
    "text box of before 2010",
    "text box with only a fallback",
    "text box with a table",
    "words as an ornament",
    "deletion",
    "passage that moved",
    "deleted ends of paragraphs",
    "deleted paragraphs",
    "deleted end of the last paragraph",
    "deleted cell",
    "check boxes of a form",
    "hyphens that are seen and not",
    "hidden words",
    "words that their style hides",
    "paragraph that its style hides",
    "paragraph whose style is based on one that hides",
    "a second style shows what the first one hides",
    "hidden paragraph, not counted",
    "hidden end of a paragraph",
    "cells merged downwards",
    "contents in a control",
    "contents as a field",
    "contents as a simple field",
    "contents by styles",
    "python-docx",
)
"""Files of which it keeps all that a person sees when it saves them."""


@pytest.fixture(scope="module")
def converted(tmp_path_factory) -> Path:
    """Return a folder of what LibreOffice makes of the files: text, and Word files of its own."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not here")
    folder: Path = tmp_path_factory.mktemp("libreoffice")
    files = [folder / f"{at}.docx" for at in range(len(SAVED))]
    for file, name in zip(files, SAVED, strict=True):
        file.write_bytes(READ[name][0])
    for target in ("txt:Text (encoded):UTF8", "docx:MS Word 2007 XML"):
        subprocess.run(
            [
                *("soffice", "--headless", f"-env:UserInstallation={(folder / 'me').as_uri()}"),
                *("--convert-to", target, "--outdir", folder / "out", *files),
            ],
            check=True,
            capture_output=True,
            timeout=100,
        )
    return folder / "out"


@pytest.mark.parametrize("name", ALIKE)
def test_libreoffice_shows_the_same_text(converted, name):
    text = (converted / f"{SAVED.index(name)}.txt").read_text("utf-8-sig")

    lines = [line.strip() for line in text.splitlines()]
    assert "|".join(line for line in lines if line) == READ[name][1].replace("\n", "|")


@pytest.mark.parametrize("name", SAVED)
def test_what_libreoffice_has_saved_is_read_alike(converted, name):
    saved = (converted / f"{SAVED.index(name)}.docx").read_bytes()

    assert seen(saved) == READ[name][1]


@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        (".docx", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (".docm", "vnd.ms-word.document.macroEnabled"),
        (".dotx", "vnd.openxmlformats-officedocument.wordprocessingml.template"),
        (".dotm", "vnd.ms-word.template.macroEnabledTemplate"),
    ],
)
def test_documents_and_templates_are_read_with_and_without_macros(tmp_path, ending, kind):
    usual = "vnd.openxmlformats-officedocument.wordprocessingml.document"
    path = tmp_path / f"报告{ending}"
    path.write_bytes(changed(f"{usual}.main", f"{kind}.main"))

    assert [block.text for block in load(path).blocks] == ["甲", "乙"]


# What a report says of itself, and its parts

BODY = "全年深入开展普法宣传活动三十场次，发放宣传资料五千余份，现场解答群众咨询六百人次，取得良好成效。"
UNIT, TITLE = "某县东山镇人民政府", "2024年法治政府建设年度报告"
CHAPTERS = ("主要举措和成效", "存在的不足和原因", "2025年工作安排")
TEXT = "".join(p(f"{'一二三'[at]}、{words}") + p(BODY) for at, words in enumerate(CHAPTERS))
SIGNED = p(UNIT) + p("2025年1月15日")
COPIES, PRINTED = (
    "抄送：县委全面依法治县委员会办公室，县司法局。",
    f"{UNIT}办公室　2025年1月20日印发",
)


def cover(*body: str) -> str:
    """Return a title page as Word puts it in front of a text."""
    end = p(run('<w:br w:type="page"/>'))
    return control("".join(body) + end, gallery("Cover Pages"))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(p(UNIT + TITLE) + TEXT + SIGNED, id="bare"),
        pytest.param(
            cover(p(UNIT + TITLE), p(UNIT), p("二〇二五年一月")) + p(UNIT + TITLE) + TEXT + SIGNED,
            id="title page",
        ),
        pytest.param(
            cover(p(shape(p(UNIT), p(TITLE))), p(shape(p("2025年1月")))) + TEXT + SIGNED,
            id="title page of text boxes",
        ),
        pytest.param(
            cover(p(UNIT), p(TITLE))
            + control(p("目录") + p(field(TOC, "一、主要举措\t1")), gallery("Table of Contents"))
            + p(UNIT)
            + p(TITLE)
            + TEXT
            + SIGNED,
            id="title page and contents",
        ),
        pytest.param(
            p("某县东山镇人民政府文件") + p("东政发〔2025〕3号") + p(UNIT + TITLE) + TEXT + SIGNED,
            id="head of an official letter",
        ),
        pytest.param(
            p(UNIT + TITLE) + TEXT + SIGNED + p("（此件公开发布）") + p(COPIES) + p(PRINTED),
            id="imprint",
        ),
        pytest.param(
            p(UNIT + TITLE) + TEXT + SIGNED + table((COPIES,), (PRINTED,)),
            id="imprint in a table",
        ),
    ],
)
def test_title_pages_and_imprints_disturb_nothing(body):
    found = document(blocks(word(body)))

    assert (found.facts.title, found.facts.unit) == (UNIT + TITLE, UNIT)
    assert (found.facts.year, found.facts.date) == (2024, "2025年1月15日")
    assert outline(found) == [("一二三"[at] + "、", words) for at, words in enumerate(CHAPTERS)]


def titled(name: str, title: str, based_on: str = "") -> str:
    """Return a style that has another name than its id."""
    return style(name, based_on=based_on).replace(
        f'<w:name w:val="{name}"', f'<w:name w:val="{title}"'
    )


LEVEL = '<w:outlineLvl w:val="{}"/>'
STYLES = titled("1", "heading 1") + titled("2", "标题 2") + titled("3", "我的", based_on="2")
FIRST, SECOND, THIRD = "主要举措和成效", "学习宣传情况", "执法监督情况"


@pytest.mark.parametrize(
    ("body", "styles", "headings"),
    [
        pytest.param(
            (p(FIRST, also=LEVEL.format(0)), p(SECOND, also=LEVEL.format(1)), p(BODY)),
            "",
            [("", FIRST), ("  ", SECOND)],
            id="outline levels",
        ),
        pytest.param(
            (p(FIRST, style="1"), p(SECOND, style="2"), p(BODY), p(THIRD, style="3"), p(BODY)),
            STYLES,
            [("", FIRST), ("  ", SECOND), ("  ", THIRD)],
            id="names of styles, and what is based on them",
        ),
        pytest.param(
            (p(f"一、{FIRST}"), p(r(f"{SECOND}。", BOLD), BODY), p(r(f"{THIRD}：", BOLD), BODY)),
            "",
            [("一、", FIRST), ("  ", SECOND), ("  ", THIRD)],
            id="bold words that text follows",
        ),
        pytest.param(
            (p(f"一、{FIRST}"), p(r(f"{SECOND}。", '<w:rStyle w:val="c"/>'), BODY)),
            looks("c", BOLD, "character"),
            [("一、", FIRST), ("  ", SECOND)],
            id="words that their style makes bold",
        ),
        pytest.param(
            (p(f"一、{FIRST}"), p(r(SECOND, BOLD)), p(BODY), p(THIRD, style="s"), p(BODY)),
            looks("s", BOLD),
            [("一、", FIRST), ("  ", SECOND), ("  ", THIRD)],
            id="bold lines",
        ),
        pytest.param(
            (
                p(f"一、{FIRST}"),
                p(SECOND, also=f"<w:rPr>{HIDDEN}<w:specVanish/></w:rPr>{LEVEL.format(1)}"),
                p(BODY),
            ),
            "",
            [("一、", FIRST), ("  ", SECOND)],
            id="heading with text run in behind it",
        ),
        pytest.param(
            (p(f"一、{FIRST}"), p(r(SECOND, BOLD)), p(r(THIRD, BOLD)), p(r(BODY, BOLD))),
            "",
            [("一、", FIRST)],
            id="bold lines that head nothing",
        ),
    ],
)
def test_headings_without_numbers_are_found(body, styles, headings):
    found = document(blocks(word(p(UNIT + TITLE), *body, styles=styles)))

    assert outline(found) == headings


# What is said of the rest

PICTURE = (
    "<w:drawing><wp:inline><a:graphic><a:graphicData>"
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"/>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing>"
)
CHART = '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/>'


def outside(kind: str, target: str) -> str:
    """Return a relationships part with a link to something outside the file."""
    return relations((kind, target)).replace("/></", ' TargetMode="External"/></')


def linked(**parts: str) -> bytes:
    """Return a Word file with relationships of its parts."""
    return packed(
        {
            "_rels/.rels": relations(("officeDocument", "word/document.xml")),
            "word/document.xml": ooxml.document(p("甲")),
        }
        | {f"word/_rels/{name}.xml.rels": content for name, content in parts.items()}
    )


@pytest.mark.parametrize(
    ("data", "remarks"),
    [
        pytest.param(word(p("甲")), [], id="nothing"),
        pytest.param(
            word(p(*[tracked(kind, r("甲")) for kind in ("ins", "del", "moveFrom", "moveTo")])),
            ["文中有3处修订尚未接受，检查时插入的算在内，删除的不算。"],
            id="changes",
        ),
        pytest.param(
            word(p("甲", run('<w:commentReference w:id="0"/>'))),
            ["文中有1条批注，没有检查，发布前请删除。"],
            id="comments",
        ),
        pytest.param(
            word(p("甲", r("暗", HIDDEN), r("", HIDDEN))),
            ["有1处隐藏文字没有检查。"],
            id="hidden words",
        ),
        pytest.param(
            word(p("甲", run(PICTURE), shape(p("框", run("<w:pict><v:imagedata/></w:pict>"))))),
            ["文中有2张图片，图片里的文字没有检查。"],
            id="pictures",
        ),
        pytest.param(
            word(
                p(
                    "甲",
                    run(
                        f'<mc:AlternateContent><mc:Choice Requires="wps">{PICTURE}</mc:Choice>'
                        f"<mc:Fallback>{PICTURE}<mc:AlternateContent><mc:Fallback>{PICTURE}"
                        "</mc:Fallback></mc:AlternateContent></mc:Fallback></mc:AlternateContent>"
                    ),
                )
            ),
            ["文中有1张图片，图片里的文字没有检查。"],
            id="picture that is there twice",
        ),
        pytest.param(
            word(
                p(
                    "甲",
                    run(CHART),
                    run(CHART.replace("chart", "diagram").replace(":diagram", ":relIds")),
                )
            ),
            ["文中有2个图表，图表里的文字没有检查。"],
            id="charts",
        ),
        pytest.param(
            word(p("甲", '<w:subDoc r:id="rId8"/>'), '<w:altChunk r:id="rId9"/>'),
            ["文中嵌入了2个其他文件，没有检查。"],
            id="files in the file",
        ),
        pytest.param(linked(document=outside("hyperlink", "http://127.0.0.1:9/")), [], id="link"),
        pytest.param(
            linked(
                document=outside("image", "http://127.0.0.1:9/a.png"),
                settings=outside("attachedTemplate", "http://127.0.0.1:9/a.dotm"),
            ),
            ["文中引用了2处外部文件（链接的图片、模板等），没有打开。"],
            id="picture and template elsewhere",
        ),
    ],
)
def test_what_was_not_read_is_said(data, remarks):
    assert list(blocks(data).notes) == remarks


def test_of_pictures_alone_it_is_said_that_there_is_no_text(tmp_path):
    path = tmp_path / "扫描件.docx"
    path.write_bytes(word(p(run(PICTURE)), p(run(PICTURE))))

    with pytest.raises(AppError) as caught:
        load(path)

    assert caught.value.code == "load-no-text"
    assert "图片或扫描件" in caught.value.hint

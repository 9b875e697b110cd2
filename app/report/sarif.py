"""The results as SARIF 2.1.0, in which checking tools tell each other what they found.

An offset counts the characters of the tidied text, as in the JSON document; each file says so.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath, PureWindowsPath
from typing import Any
from urllib.parse import quote

from app import NAME, __version__
from app.errors import AppError
from app.model import GAPS, Document, Level, Outcome, Problem, Report, Result, SetName
from app.report.checklist import basis_line, characters, shortened
from app.report.json import plain
from app.terms import GROUPS, outcome_word

VERSION = "2.1.0"
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}
_KINDS = {
    Outcome.PASS: "pass",
    Outcome.NOT_APPLICABLE: "notApplicable",
    Outcome.REVIEW: "review",
    Outcome.UNCHECKED: "open",
}
_OFFSETS = "位置按整理后的正文计：charOffset 从 0 起，一个汉字算一个字符。"
_PRINT = "passage/v1"

Entry = tuple[str, Report | AppError]
"""A file as it was given, and what came of it."""


def document(entries: Sequence[Entry], ruleset: SetName, *, with_text: bool) -> dict[str, Any]:
    """Return the SARIF log on ``entries``, checked with ``ruleset``: one run with all files."""
    checked = [(n, told) for n, (_, told) in enumerate(entries) if isinstance(told, Report)]
    rules = {result.rule: result for _, report in checked for result in report.results}
    numbers = {rule: number for number, rule in enumerate(rules)}
    driver = {
        "name": NAME,
        "version": __version__,
        "semanticVersion": __version__,
        "language": "zh-CN",
        "rules": [_rule(result) for result in rules.values()],
    }
    run = {
        "tool": {"driver": driver, "extensions": _extensions(ruleset)},
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(entries)],
        "artifacts": [_artifact(*entry, with_text=with_text) for entry in entries],
        "results": [
            {**result, "ruleIndex": numbers[result["ruleId"]]}
            for number, report in checked
            for result in _File(entries[number][0], number, report).results()
        ],
    }
    log: dict[str, Any] = plain({"$schema": SCHEMA, "version": VERSION, "runs": [run]})
    return log


def uri(file: str) -> str:
    """Return ``file``, as it was given, as an address: absolute paths as file:, others relative."""
    path = PureWindowsPath(file) if re.match(r"[A-Za-z]:[\\/]|\\\\", file) else PurePath(file)
    if path.is_absolute():
        return path.as_uri()
    # A colon in the first part would be read as a scheme.
    return quote(path.as_posix().encode("utf-8", "surrogateescape"), safe="/")


def _extensions(ruleset: SetName) -> list[dict[str, Any]]:
    return [
        {"name": each.id, "fullName": each.title, "version": each.edition, "language": "zh-CN"}
        for each in (ruleset, *ruleset.layers)
    ]


def _rule(result: Result) -> dict[str, Any]:
    return {
        "id": result.rule,
        "name": result.title,
        "shortDescription": {"text": result.title},
        "fullDescription": {"text": result.why},
        "help": {"text": result.advice},
        "defaultConfiguration": {"level": _LEVELS[result.level]},
        "properties": {
            "tags": [GROUPS[result.group]],
            "basis": [basis_line(basis) for basis in result.basis],
        },
    }


def _invocation(entries: Sequence[Entry]) -> dict[str, Any]:
    failures = [(n, told) for n, (_, told) in enumerate(entries) if isinstance(told, AppError)]
    notifications = [
        {
            "descriptor": {"id": error.code},
            "level": "error",
            "message": {"text": f"{error.message}{error.hint}"},
            "locations": [{"physicalLocation": {"artifactLocation": _at(entries[n][0], n)}}],
        }
        for n, error in failures
    ]
    return {"executionSuccessful": not failures, "toolExecutionNotifications": notifications}


def _at(file: str, number: int) -> dict[str, Any]:
    return {"uri": uri(file), "index": number}


def _artifact(file: str, told: Report | AppError, *, with_text: bool) -> dict[str, Any]:
    at = {"location": {"uri": uri(file)}, "roles": ["analysisTarget"]}
    if isinstance(told, AppError):
        return at
    document, said = told.document, told.document.facts
    return {
        **at,
        "description": {"text": _OFFSETS},
        "hashes": {"sha-256": document.source.sha256},
        **({"contents": {"text": document.text}} if with_text else {}),
        "properties": {
            "kind": said.kind,
            "title": said.title,
            "unit": said.unit,
            "unitLevel": said.level,
            "year": said.year,
            "docNumber": said.doc_number,
            "date": said.date,
            "chars": characters(document.text),
            "notes": document.notes,
            "checked": told.checked.isoformat(),
        },
    }


class _File:
    """Words the results on one file."""

    def __init__(self, file: str, number: int, report: Report) -> None:
        self._at, self._report = _at(file, number), report
        self._seen: Counter[str] = Counter()

    def results(self) -> Iterator[dict[str, Any]]:
        """Yield a result for each passage to be changed, else one for the rule."""
        for result in self._report.results:
            if result.outcome in GAPS and result.problems:
                yield from (self._of_passage(result, problem) for problem in result.problems)
            else:
                yield self._of_rule(result)

    def _of_passage(self, result: Result, problem: Problem) -> dict[str, Any]:
        suggestion = f"建议：{problem.suggestion.rstrip('。')}。" if problem.suggestion else ""
        said = f"“{shortened(problem.text)}”：{problem.message.rstrip('。')}。{suggestion}"
        place = self._place(problem.start, problem.end)
        return {**self._head(result, said, problem.text), "locations": [place]}

    def _of_rule(self, result: Result) -> dict[str, Any]:
        advice = f"建议：{result.advice}" if result.outcome in GAPS and result.advice else ""
        head = self._head(result, result.message + advice, "")
        evidence = [(span.start, span.end, "原文") for span in result.evidence]
        close = [(miss.start, miss.end, f"相近但不算：{miss.why}") for miss in result.near_misses]
        related = [
            {"id": number, **self._place(start, end), "message": {"text": said}}
            for number, (start, end, said) in enumerate((*evidence[1:], *close), 1)
        ]
        whole = {"physicalLocation": {"artifactLocation": self._at}}
        first = self._place(*evidence[0][:2]) if evidence else whole
        more = {"relatedLocations": related} if related else {}
        return {**head, "locations": [first], **more}

    def _head(self, result: Result, said: str, passage: str) -> dict[str, Any]:
        kind = _KINDS.get(result.outcome, "fail")
        return {
            "ruleId": result.rule,
            "kind": kind,
            "level": _LEVELS[result.level] if kind == "fail" else "none",
            "message": {"text": said},
            "fingerprints": {_PRINT: self._print(result.rule, passage)},
            "properties": {"outcome": result.outcome, "word": outcome_word(result)},
        }

    def _print(self, rule: str, passage: str) -> str:
        """Return what stays the same for this result when the report is changed elsewhere."""
        said = self._report.document.facts
        known = "\0".join((rule, said.unit or "", str(said.year or ""), "".join(passage.split())))
        self._seen[known] += 1
        whole = f"{known}\0{self._seen[known]}".encode("utf-8", "surrogatepass")
        return hashlib.sha256(whole).hexdigest()[:32]

    def _place(self, start: int, end: int) -> dict[str, Any]:
        document = self._report.document
        region = {
            "charOffset": start,
            "charLength": end - start,
            "snippet": {"text": document.text[start:end]},
        }
        place: dict[str, Any] = {
            "physicalLocation": {"artifactLocation": self._at, "region": region},
            "message": {"text": document.place(start, end).name or "正文"},
        }
        names = _headings(document, start)
        if names:
            place["logicalLocations"] = [
                {"name": names[-1], "fullyQualifiedName": "/".join(names), "kind": "section"}
            ]
        return place


def _headings(document: Document, at: int) -> list[str]:
    """Return the headings above ``at``, the highest first."""
    names: list[str] = []
    section = document.section_at(at)
    while section is not None:
        names.append(f"{section.label}{section.heading}" or "（无标题段落）")
        section = None if section.parent is None else document.sections[section.parent]
    return names[::-1]

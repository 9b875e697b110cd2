"""The JSON document that other programs read."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from app import NAME, __version__
from app.errors import AppError
from app.model import Document, Outcome, Report, Result, SetName
from app.report.checklist import characters

SCHEMA = 1

_HALF_PAIR = re.compile(r"[\ud800-\udfff]")


def document(entries: Sequence[dict[str, Any]], ruleset: SetName) -> dict[str, Any]:
    """Return the whole JSON document for ``entries``, checked with ``ruleset``."""
    return {
        "schema": SCHEMA,
        "tool": {"name": NAME, "version": __version__},
        "ruleset": {**_named(ruleset), "layers": [_named(each) for each in ruleset.layers]},
        "reports": list(entries),
    }


def _named(ruleset: SetName) -> dict[str, str]:
    return {"id": ruleset.id, "title": ruleset.title, "edition": ruleset.edition}


def report_entry(file: str, report: Report, *, with_text: bool) -> dict[str, Any]:
    """Return what the JSON document says of a file that was checked."""
    entry = {
        "file": file,
        "sha256": report.document.source.sha256,
        "checked": report.checked.isoformat(),
        "last_year": report.last_year.name if report.last_year else None,
        "document": _document(report.document),
        **({"text": report.document.text} if with_text else {}),
        "sections": _only(report.document.sections, "label heading level roles start end"),
        "results": [_result(result) for result in report.results],
        "summary": _summary(report),
    }
    return {name: plain(value) for name, value in entry.items()}


def error_entry(file: str, error: AppError) -> dict[str, Any]:
    """Return what the JSON document says of a file that could not be checked."""
    said = {"code": error.code, "message": error.message, "hint": error.hint}
    return {"file": plain(file), "error": plain(said)}


def _document(document: Document) -> dict[str, Any]:
    facts = document.facts
    return {
        "kind": facts.kind,
        "title": facts.title,
        "unit": facts.unit,
        "level": facts.level,
        "year": facts.year,
        "doc_number": facts.doc_number,
        "date": facts.date,
        "chars": characters(document.text),
        "notes": document.notes,
    }


def _result(result: Result) -> dict[str, Any]:
    return {
        "rule": result.rule,
        "title": result.title,
        "group": result.group,
        "outcome": result.outcome,
        "level": result.level,
        "layer": result.layer,
        "message": result.message,
        "evidence": result.evidence,
        "near_misses": result.near_misses,
        "problems": result.problems,
        "values": result.values,
        "details": result.details,
        "basis": result.basis,
        "advice": result.advice,
    }


def _summary(report: Report) -> dict[str, int]:
    return {
        "pass": report.count(Outcome.PASS),
        "partial": report.count(Outcome.PARTIAL),
        "missing": report.count(Outcome.MISSING),
        "problems": report.count(Outcome.PROBLEM),
    }


def _only(values: Sequence[object], names: str) -> list[dict[str, Any]]:
    return [{name: getattr(value, name) for name in names.split()} for value in values]


def plain(value: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """Return ``value`` as JSON can hold it; text keeps its length, so that offsets stay right."""
    if is_dataclass(value):
        value = {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, Mapping):
        return {_scalar(str(name)): plain(held) for name, held in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(held) for held in value]
    return _scalar(value)


def _scalar(value: object) -> object:
    if isinstance(value, str):
        return _HALF_PAIR.sub("\ufffd", str(value))
    if isinstance(value, float):
        return _number(value)
    return value


def _number(value: float) -> float | None:
    if not math.isfinite(value):
        return None
    return int(value) if value.is_integer() else value

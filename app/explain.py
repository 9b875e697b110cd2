"""Says in Chinese, and with line and column, why a rule file is refused."""

import difflib
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, get_args

from pydantic import ValidationError

from app import yamlfile
from app.errors import AppError
from app.pattern import Words
from app.rule import Strict

Model = TypeVar("Model", bound=Strict)

_COMPLAINTS = {
    "extra_forbidden": "不认识“{name}”这一项。",
    "missing": "缺少“{name}”这一项。",
    "string_type": "“{name}”要写一段文字。",
    "string_too_short": "“{name}”不能空着。",
    "string_pattern_mismatch": "“{name}”只能用小写字母、数字和连字符，例如 new-rule。",
    "int_type": "“{name}”要写一个整数。",
    "int_parsing": "“{name}”要写一个整数。",
    "bool_type": "“{name}”只能写 true 或 false。",
    "bool_parsing": "“{name}”只能写 true 或 false。",
    "tuple_type": "“{name}”要写成一列，例如 [甲, 乙]。",
    "list_type": "“{name}”要写成一列，例如 [甲, 乙]。",
    "dict_type": "“{name}”要写成“名称: 内容”的样子。",
    "model_type": "“{name}”要写成“名称: 内容”的样子。",
    "too_short": "“{name}”写得不够，至少要有{min_length}项。",
    "too_long": "“{name}”写得太多，最多{max_length}项。",
    "greater_than": "“{name}”要大于{gt}。",
    "greater_than_equal": "“{name}”不能小于{ge}。",
    "less_than": "“{name}”要小于{lt}。",
    "less_than_equal": "“{name}”不能大于{le}。",
}


def validated(model: type[Model], page: yamlfile.Page, value: object, words: Words) -> Model:
    """Return ``value`` as a ``model``.

    Raises:
        AppError: it is none; the place is where ``page`` has what is wrong.
    """
    try:
        return model.model_validate(value, context={"words": words})
    except ValidationError as error:
        loc, failure = complaint(error, model)
        raise invalid(failure, page.place(_in_file(page, loc))) from error


def complaint(
    error: ValidationError, model: type[Strict]
) -> tuple[tuple[str | int, ...], tuple[str, str]]:
    """Return what an error in a ``model`` is about, and what to say of it: a sentence and a hint."""
    first: Mapping[str, Any] = dict(error.errors(include_url=False)[0])
    loc = tuple(step for step in first["loc"] if step != "[key]")
    name = str(loc[-1]) if loc else ""
    said, context = str(first["type"]), first.get("ctx", {})
    if said == "value_error":
        sentence = f"“{name}”：{context.get('error')}。" if name else f"{context.get('error')}。"
    elif said in {"literal_error", "enum"}:
        allowed = (
            str(context.get("expected")).replace(" or ", ", ").replace("'", "").replace(", ", "、")
        )
        sentence = f"“{name}”的值“{first['input']}”不在允许的范围内：{allowed}。"
    else:
        sentence = _COMPLAINTS.get(said, "“{name}”的写法不对。").format(name=name, **context)
    hint = nearest(name, _fields_at(model, loc[:-1])) if said == "extra_forbidden" else ""
    return loc, (sentence, hint)


def _fields_at(model: type[Strict], loc: tuple[str | int, ...]) -> set[str]:
    """Return the names that may be written in the part of a ``model`` at ``loc``."""
    for step in loc:
        if isinstance(step, str) and step in model.model_fields:
            model = next(_models(model.model_fields[step].annotation), model)
    return set(model.model_fields) - {"group"}


def _models(annotation: object) -> Iterator[type[Strict]]:
    if isinstance(annotation, type) and issubclass(annotation, Strict):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)


def invalid(failure: tuple[str, str], place: str) -> AppError:
    """Return the failure of a rule file: a sentence, a hint and where."""
    sentence, hint = failure
    return AppError("rules-invalid", sentence, hint, place)


def nearest(word: str, known: set[str]) -> str:
    """Return a hint that names what ``word`` may have been meant to be."""
    close = difflib.get_close_matches(word, sorted(known), 1, 0.5)
    return f"是不是想写“{close[0]}”？" if close else f"可用的有：{'、'.join(sorted(known))}。"


def _in_file(page: yamlfile.Page, loc: tuple[str | int, ...]) -> yamlfile.Key:
    """Return ``loc`` without the steps that only pydantic knows (the kind of a union)."""
    key: yamlfile.Key = ()
    for step in loc:
        if (*key, step) in page.marks:
            key = (*key, step)
    return key

"""Sentences of a rule file that are filled in when something is found."""

from pydantic import AfterValidator


def saying(*names: str) -> AfterValidator:
    """Return what refuses a sentence that is empty or names in braces what is not among ``names``."""

    def fillable(sentence: str) -> str:
        known = "、".join(f"{{{name}}}" for name in names) or "（没有）"
        try:
            sentence.format(**dict.fromkeys(names, ""))
        except (ValueError, LookupError) as error:
            raise ValueError(f"花括号里只能写这些：{known}") from error
        if not sentence.strip():
            raise ValueError("这句话不能空着")
        return sentence

    return AfterValidator(fillable)

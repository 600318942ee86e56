"""Texts in the cells of a spreadsheet."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(text: str) -> str:
    """Return `text` for a cell; it begins with an apostrophe if it would be taken for a formula.

    So OWASP advises: the text of an article is never run.
    """
    return f"'{text}" if text.startswith(_FORMULA) else text

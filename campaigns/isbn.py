"""ISBNs as people type them: of ten or of thirteen signs, with or without dashes. Pure."""

import re

LONG, SHORT = re.compile(r"97[89]\d{10}"), re.compile(r"\d{9}[\dX]")


def thirteen(text: str) -> str:
    """The ISBN in thirteen digits; empty where its check digit is wrong, or it is none."""
    bare = re.sub(r"[\s\-‐–]", "", text).upper()
    if LONG.fullmatch(bare):
        return bare if bare[-1] == _check(bare[:12]) else ""
    if SHORT.fullmatch(bare):
        values = [10 if sign == "X" else int(sign) for sign in bare]
        total = sum(value * (10 - at) for at, value in enumerate(values))
        return f"978{bare[:9]}{_check(f'978{bare[:9]}')}" if total % 11 == 0 else ""
    return ""


def _check(twelve: str) -> str:
    total = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(twelve))
    return str(-total % 10)

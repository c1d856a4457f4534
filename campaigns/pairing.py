"""The code of six letters with which a screen finds its address: nobody types a secret on a wall.

A screen shows a code. An administrator types it beside the screen's name; the browser that shows it
then gets that screen's new address, which nobody ever sees.
"""

import secrets

# Consonants that are not taken for another letter or a figure; without vowels no code is a word.
LETTERS = "BCDFGHJKMNPRSTVWXZ"
LENGTH = 6
SECONDS = 900  # that a code is shown before another one comes
CLAIM_SECONDS = 60  # that its screen has to come and fetch the address


def new_code() -> str:
    """One of 34 million."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def as_shown(code: str) -> str:
    """In two halves, which are easier to keep in mind."""
    return f"{code[: LENGTH // 2]} {code[LENGTH // 2 :]}"


def as_typed(text: str) -> str:
    """The code in what somebody typed, in whatever case and halves; empty where it is none."""
    code = "".join(text.upper().replace("-", " ").split())
    return code if len(code) == LENGTH and set(code) <= set(LETTERS) else ""

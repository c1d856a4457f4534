"""A file with holdings that would leave a branch with far fewer copies than it has now."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

CODE = "fewer_copies"
FROM = 50  # copies: a branch with less may well halve
NAMED = 2  # branches; the reason of an import has room for as many names


@dataclass(frozen=True)
class Fewer:
    """A branch by position, its copies in the file and those that it has now."""

    branch: int
    copies: int
    now: int


def found(copies: Mapping[int, int], now: Mapping[int, int]) -> list[Fewer]:
    """The branches of a file that keep fewer than half of their copies, most lost first."""
    fewer = [
        Fewer(branch, count, now[branch])
        for branch, count in copies.items()
        if now.get(branch, 0) >= FROM and 2 * count < now[branch]
    ]
    return sorted(fewer, key=lambda each: (each.copies - each.now, each.branch))


def reason(fewer: list[Fewer], names: Mapping[int, str]) -> str:
    """Why an import stops here, as it is kept; `sentence` reads what follows the code."""
    named = [[names.get(each.branch, "?"), each.copies, each.now] for each in fewer[:NAMED]]
    said = {"branches": named, "others": len(fewer) - len(named)}
    return f"{CODE}: {json.dumps(said, ensure_ascii=False)}"


def sentence(detail: str) -> str:
    """The question in words: what the file has, what there is now, and whether that is right."""
    said = json.loads(detail)
    parts = [_of_branch(*each) for each in said["branches"]]
    if said["others"]:
        text = ngettext(
            "The same goes for one more branch.",
            "The same goes for %(count)s more branches.",
            said["others"],
        )
        parts.append(text % {"count": said["others"]})
    parts.append(_("The newest file replaces what was there. Is that right?"))
    return " ".join(parts)


def _of_branch(name: str, copies: int, now: int) -> str:
    text = ngettext(
        "In this file %(branch)s has one copy; now there are %(now)s.",
        "In this file %(branch)s has %(copies)s copies; now there are %(now)s.",
        copies,
    )
    figures = {"copies": _number(copies), "now": _number(now)}
    return text % {"branch": name, **figures}


def _number(value: int) -> str:
    return str(number_format(value, force_grouping=True))

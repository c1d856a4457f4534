"""Is every text in Dutch? Compares the msgids of code and templates with locale/nl/*.po."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
APPS = ("config", "planning", "segments", "campaigns")
CALLS = {
    "_": 1,
    "gettext": 1,
    "gettext_lazy": 1,
    "gettext_noop": 1,
    "ngettext": 2,
    "ngettext_lazy": 2,
    "pgettext": 1,
    "pgettext_lazy": 1,
    "npgettext": 2,
}
# Texts of Django and allauth in our words; a test proves that each of them still exists.
BORROWED = "borrowed.po"
CALL = re.compile(r"\b(?:n?p?gettext|_)\(")
Message = tuple[str | None, str]  # context, msgid


def problems() -> list[str]:
    """One line per text without Dutch, per fuzzy text, and per Dutch text that nothing uses."""
    import polib

    wanted = dict(_wanted())
    found: dict[Message, str] = {}
    lines = []
    for path in sorted((ROOT / "locale" / "nl").glob("*.po")):
        for entry in polib.pofile(str(path)):
            if entry.obsolete:
                continue
            key = (entry.msgctxt, entry.msgid)
            where = f"{path.name}:{entry.linenum}"
            texts = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
            if entry.fuzzy or not all(texts):
                lines.append(f"{where}: not translated: {entry.msgid!r}")
            said = "|".join(texts)
            if found.setdefault(key, said) != said:
                lines.append(f"{where}: translated in another way elsewhere: {entry.msgid!r}")
            if key not in wanted and path.name != BORROWED:
                lines.append(f"{where}: used nowhere: {entry.msgid!r}")
    lines += [
        f"{where}: no Dutch for {key[1]!r}" for key, where in wanted.items() if key not in found
    ]
    return lines


def _wanted() -> Iterator[tuple[Message, str]]:
    for path in _files():
        source = path.read_text(encoding="utf-8")
        if path.suffix == ".py":
            calls = ast.walk(ast.parse(source))
        else:
            calls = iter(_calls_in_template(source))
        for node in calls:
            if isinstance(node, ast.Call) and (message := _message(node)):
                yield message, str(path.relative_to(ROOT))


def _files() -> Iterator[Path]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts and path != Path(__file__):
                yield path
    for folder in [ROOT / "templates", *((ROOT / app / "templates") for app in APPS)]:
        for suffix in ("html", "txt"):
            yield from sorted(folder.rglob(f"*.{suffix}"))


def _message(call: ast.Call) -> Message | None:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in CALLS:
        return None
    has_context = name.startswith(("pgettext", "npgettext"))
    texts = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    if len(texts) < 1 + has_context or not texts[has_context]:
        return None
    return (texts[0] if has_context else None), texts[has_context]


def _calls_in_template(source: str) -> Iterator[ast.AST]:
    text = templatize(source)
    for match in CALL.finditer(text):
        end = text.find(")", match.start())
        while end >= 0:
            try:
                yield ast.parse(text[match.start() : end + 1], mode="eval").body
            except SyntaxError:
                end = text.find(")", end + 1)
                continue
            break

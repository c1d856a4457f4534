"""What a browser calls itself, in words that its user knows."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

# The first that is found counts: most browsers also call themselves Chrome, or Safari.
BROWSERS = (
    *(("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("FxiOS", "Firefox")),
    *(("SamsungBrowser", "Samsung Internet"), ("Chrome", "Chrome"), ("CriOS", "Chrome")),
    ("Safari", "Safari"),
)
SYSTEMS = (
    *(("Windows", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android")),
    *(("CrOS", "ChromeOS"), ("Mac OS X", "Mac"), ("Linux", "Linux")),
)


def device_name(user_agent: str) -> str:
    """Such as Firefox op Windows."""
    browser = _first(BROWSERS, r"\b{}[/ ]", user_agent)
    system = _first(SYSTEMS, r"\b{}\b", user_agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Unknown browser")


def _first(known: Iterable[tuple[str, str]], pattern: str, user_agent: str) -> str:
    found = (name for word, name in known if re.search(pattern.format(word), user_agent))
    return next(found, "")

"""Small helps for templates that are about how a page looks."""

import re

from django import template

register = template.Library()

SOFT_HYPHEN = "\u00ad"
VOWELS = "aeiouyàáâäèéêëìíîïòóôöùúûüij"
_LETTERS = re.compile(r"[^\W\d_]{7,}")
_CLUSTER = re.compile(rf"(?<=[{VOWELS}])([^\W\d_{VOWELS}]+)(?=[{VOWELS}])", re.IGNORECASE)
_LONG_VOWEL = re.compile(r"(aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|ou|au)$", re.IGNORECASE)
_ONSET = re.compile(r"(schr?|ch|th|ph|[bpdtgkfv][lr]|.)$", re.IGNORECASE)


@register.filter
def soft_hyphens(text: object) -> str:
    """A name with soft hyphens between the syllables of its long words, so that it fits a column.

    A rule of thumb for Dutch, not a dictionary: a consonant between vowels starts the next
    syllable, of several the last one does, and `gr`, `sch` and the like stay together unless a
    long vowel before them suggests a compound (streek-romans, bio-grafie).
    """
    return _LETTERS.sub(_hyphenate, str(text))


def _hyphenate(match: re.Match[str]) -> str:
    word = match.group()

    def split(cluster: re.Match[str]) -> str:
        consonants = cluster.group()
        found = _ONSET.search(consonants)
        onset = len(found.group()) if found else 1
        if onset == 2 and len(consonants) == 2 and _LONG_VOWEL.search(word[: cluster.start()]):
            onset = 1 if consonants.lower() not in ("ch", "th", "ph") else 2
        at = cluster.start() + len(consonants) - onset
        # Two letters may stand alone when they sound alone: ge-schiedenis, not in-formatief.
        if at < (2 if word[1].lower() in VOWELS else 3) or len(word) - at < 3:
            return consonants
        return consonants[:-onset] + SOFT_HYPHEN + consonants[-onset:]

    return _CLUSTER.sub(split, word)

"""A book tip as words: for a post, an image, a newsletter. Pure."""

from django.utils.translation import gettext as _

SENTENCE = 120  # on an image


def for_whom(lovers_of: str) -> str:
    """Voor wie van Jane Austen houdt."""
    liked = lovers_of.strip().rstrip(".")
    return _("For who likes %(what)s.") % {"what": liked} if liked else ""


def as_post(*, book: str, author: str, text: str, lovers_of: str, signed: str) -> str:
    """The whole tip as the text of a post: the title, why, for whom, and by whom."""
    head = f"{book} – {author}" if author else book
    parts = [head, text.strip(), for_whom(lovers_of), f"– {signed}" if signed else ""]
    return "\n\n".join(part for part in parts if part)


def one_sentence(text: str, *, most: int = SENTENCE) -> str:
    """The first sentence where it fits, else as many whole words as do, with an ellipsis."""
    text = " ".join(text.split())
    for place, sign in enumerate(text):
        is_end = sign in ".!?" and (place + 1 == len(text) or text[place + 1] == " ")
        if is_end and place < most:
            return text[: place + 1]
    if len(text) <= most:
        return text
    words = text[: most - 1].rpartition(" ")[0] or text[: most - 1]
    return words.rstrip(" ,;:–-") + "…"

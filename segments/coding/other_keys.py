"""A title that is known already, found by what else a row says of it.

One file knows a title by its PPN, another by its ISBN only. Of an ISBN (or of title and author)
that several known titles share nothing is concluded.
"""

from collections.abc import Callable, Sequence

from .titles import isbn_key, words_key

Texts = tuple[str, str, str]  # ISBN, title and author
_SHARED = -1


class OtherKeys:
    """ISBN, and title with author, of all known titles; read at the first title that is new."""

    def __init__(self, keys: Sequence[str], read: Callable[[], Sequence[Texts]]) -> None:
        """keys: of titles 1, 2, 3 and so on; `read` gives their texts in the same order."""
        self._known, self._read = keys, read
        self._is_read = False
        self._by_key: dict[str, int] = {}
        self._by_isbn: dict[str, int] = {}
        self._by_words: dict[str, int] = {}

    def find(self, key: str, isbn: str, title: str, author: str) -> int:
        """The number of the title with this new key; 0 for a title that is new itself."""
        self._read_known()
        isbn, words = isbn_key(isbn), words_key(title, author)
        if key == words:
            return self._one_of(self._by_words, words)
        if key == isbn:
            return self._one_of(self._by_isbn, isbn) or self._by_key.get(words, 0)
        # It has a number of its own, so it is none of those with another number.
        return self._by_key.get(isbn, 0) or self._by_key.get(words, 0)

    def add(self, number: int, key: str, isbn: str, title: str, author: str) -> None:
        """Know a title that was new."""
        self._by_key[key] = number
        _enter(self._by_isbn, isbn_key(isbn), number)
        _enter(self._by_words, words_key(title, author), number)

    @staticmethod
    def _one_of(found: dict[str, int], key: str) -> int:
        return max(found.get(key, 0), 0)

    def _read_known(self) -> None:
        if self._is_read:
            return
        self._is_read = True
        for number, (key, texts) in enumerate(zip(self._known, self._read(), strict=True), 1):
            self.add(number, key, *texts)


def _enter(numbers: dict[str, int], key: str, number: int) -> None:
    if key:
        numbers[key] = _SHARED if numbers.get(key, number) != number else number

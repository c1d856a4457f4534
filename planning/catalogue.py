"""Where readers look a book up: an address of the library's catalogue with a place for an ISBN."""

HOLE = "{isbn}"


def address_in(catalogue: str, isbn: str) -> str:
    """The address of this book; nothing without an ISBN, or where no catalogue was set."""
    if not isbn or HOLE not in catalogue:
        return ""
    return catalogue.replace(HOLE, isbn)

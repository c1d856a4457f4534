"""Who is spoken to in a comment."""

from planning.mentions import Piece, mentioned, pieces

PEOPLE = {1: "Noor de Vries", 2: "Bram Bos", 3: "Bram Jansen", 4: "Ilse"}


def test_first_name_is_enough_while_one_has_it() -> None:
    assert mentioned("Kijk je even, @noor?", PEOPLE) == {1}
    assert mentioned("@Bram, wat vind jij?", PEOPLE) == set()
    assert mentioned("@Bram Jansen en @Ilse: eens?", PEOPLE) == {3, 4}


def test_address_and_part_of_a_word_name_nobody() -> None:
    assert mentioned("post@ilse.nl en @Ilsemarie", PEOPLE) == set()


def test_pieces_are_the_whole_comment() -> None:
    found = pieces("Vraag @Noor de Vries!", PEOPLE)

    assert found == [Piece("Vraag "), Piece("@Noor de Vries", 1), Piece("!")]
    assert pieces("", PEOPLE) == []
    assert pieces("Niemand", {}) == [Piece("Niemand")]

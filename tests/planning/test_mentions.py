"""Who is spoken to in a comment."""

from planning.mentions import Piece, Unknown, mentioned, pieces, unknown

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


def test_a_name_that_is_nobodys_is_told_with_whom_it_may_be() -> None:
    assert unknown("@Nora en @nora, en @Xander?", PEOPLE) == [
        Unknown("Nora", ("Noor de Vries",)),
        Unknown("Xander"),
    ]
    assert unknown("@Jansen?", PEOPLE) == [Unknown("Jansen", ("Bram Jansen",))]


def test_a_name_that_two_have_is_told_with_both() -> None:
    assert unknown("@Bram, kijk je?", PEOPLE) == [
        Unknown("Bram", ("Bram Bos", "Bram Jansen"), is_shared=True)
    ]


def test_of_who_is_found_and_of_addresses_nothing_is_told() -> None:
    assert unknown("@Noor, @Bram Bos: mail post@ilse.nl of bel", PEOPLE) == []
    assert unknown("@Noor", {}) == [Unknown("Noor")]

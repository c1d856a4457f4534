"""Addresses with campaign tags, and the same address short enough to read aloud."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns import links

WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyzé 0123456789&=#%+?", min_size=1, max_size=12)
ADDRESSES = st.builds(
    lambda path, pairs, part: (
        "https://www.bieb.nl/"
        + path
        + ("?" + "&".join(f"{name}={value}" for name, value in pairs) if pairs else "")
        + (f"#{part}" if part else "")
    ),
    st.text(alphabet="abc/-", max_size=10),
    st.lists(st.tuples(st.sampled_from("pqr"), st.text(alphabet="abc1", max_size=4)), max_size=3),
    st.text(alphabet="abc", max_size=4),
)


def test_tagged_says_where_a_visitor_came_from() -> None:
    found = links.tagged("https://bieb.nl/reis?x=1#hier", source="Instagram", campaign="Reizen '27")

    assert found == (
        "https://bieb.nl/reis?x=1&utm_source=instagram&utm_medium=social"
        "&utm_campaign=reizen-27#hier"
    )


@pytest.mark.parametrize(
    ("channel", "kind"),
    [("Nieuwsbrief", "email"), ("Facebook", "social"), ("Balie", "qr"), ("Omroep", "referral")],
)
def test_medium_follows_what_a_channel_is_called(channel: str, kind: str) -> None:
    assert links.medium(channel) == kind


def test_readable_is_the_address_as_people_say_it() -> None:
    assert links.readable("https://www.bieb.nl:8000/reis/?x=1&utm_source=a#deel") == (
        "bieb.nl:8000/reis?x=1"
    )


def test_no_address_has_no_tags() -> None:
    assert links.tagged("", source="Instagram", campaign="Reizen") == ""
    assert links.readable("") == ""


@pytest.mark.parametrize("link", ["http://[", "https://bieb.nl:99999/x", "bieb", "mailto:a@b.nl"])
def test_what_is_no_address_yet_breaks_nothing(link: str) -> None:
    assert links.readable(link)
    assert links.tagged(link, source="Instagram", campaign="Reizen")


@given(address=ADDRESSES, source=WORDS, campaign=WORDS, other=WORDS)
def test_tags_replace_tags_and_leave_all_else(
    address: str, source: str, campaign: str, other: str
) -> None:
    once = links.tagged(address, source=source, campaign=campaign)
    again = links.tagged(
        links.tagged(address, source=other, campaign=other), source=source, campaign=campaign
    )

    assert again == once
    assert links.readable(once) == links.readable(address)
    before, after = urlsplit(address), urlsplit(once)
    assert (after.scheme, after.netloc, after.path, after.fragment) == (
        *(before.scheme, before.netloc, before.path, before.fragment),
    )
    pairs = parse_qsl(after.query, keep_blank_values=True)
    own = [pair for pair in pairs if pair[0] not in links.TAGS]
    assert own == parse_qsl(before.query, keep_blank_values=True)
    assert len(pairs) - len(own) <= len(links.TAGS)

import pytest
from django.utils import translation

from campaigns import starts, task_signs
from campaigns.task_signs import Seen

TITLES = "Titels kiezen en kijken of er genoeg exemplaren zijn"
FIVE = "Samen koffiedrinken en vijf titels kiezen"


@pytest.mark.parametrize(
    ("title", "seen", "said"),
    [
        (TITLES, Seen(), ""),
        (TITLES, Seen(titles=1), "Er is 1 titel gekozen."),
        (FIVE, Seen(titles=4), ""),
        (FIVE, Seen(titles=5), "Er zijn 5 titels gekozen."),
        ("De berichten schrijven", Seen(posts=2, posts_written=1), ""),
        ("De berichten schrijven", Seen(posts=2, posts_written=2), "Er zijn 2 berichten"),
        ("Write the posts", Seen(posts=1, posts_written=1), "Er is 1 bericht"),
        ("Koffie halen", Seen(9, 9, 9, 9, 9), ""),
        ("De boeken neerzetten", Seen(9, 9, 9, 9, 9), ""),
    ],
)
def test_a_task_is_seen_to_be_done_by_what_there_is(title: str, seen: Seen, said: str) -> None:
    with translation.override("nl"):
        found = task_signs.sign(title, seen)

    assert found.startswith(said)
    assert bool(found) == bool(said)


def test_each_step_that_can_be_seen_has_its_sentence() -> None:
    steps = [each for made in starts.TEMPLATES.values() for each in made.steps if each.seen_by]

    with translation.override("nl"):
        said = [task_signs.sign(str(each.title), Seen(9, 9, 9, 9, 9)) for each in steps]

    assert len(steps) == 10
    assert all(said)

"""The profile of a segment: what it shows, what staff write on it, and who may."""

from django.test import Client

from planning.models import Library
from tests.segments.explored import explored_library

URL = "/doelgroepen/segmenten/s3-rustige-buiten/"


def test_profile_shows_the_index_of_each_genre_as_the_explorer_does(
    as_alice: Client, library: Library
) -> None:
    explored_library(library)

    page = as_alice.get(URL)

    chart = page.context["borrowing"].chart
    assert page.status_code == 200
    assert [(bar.label, bar.text) for bar in chart.bars] == [
        (figure.genre.name, str(figure.index))
        for figure in page.context["borrowing"].figures
        if figure.index is not None and not 80 <= figure.index < 120
    ]

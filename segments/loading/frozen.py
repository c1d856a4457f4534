"""Years whose loans have no member any more keep the counts that were made before."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection

from planning.models import Library
from segments.models import WipedYear

OF_YEARS = (
    "library_id = %s AND branch >= 0"
    " AND CASE level WHEN 0 THEN period / 12 WHEN 1 THEN period / 4 ELSE period END = ANY(%s)"
)


@contextmanager
def kept(library: Library, years: Iterable[int]) -> Iterator[frozenset[int]]:
    """Whatever is counted inside, the counts of wiped years are what they were; gives these years.

    Groups of branches are the exception: a group that changed is another group, of which nobody
    can say any more how many borrowers it had. Its figures are there, and hidden.
    """
    rows = WipedYear.objects.filter(library=library, year__in=set(years))
    wiped = list(rows.values_list("year", flat=True))
    if not wiped:
        yield frozenset()
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS kept_rollup")
        cursor.execute(
            "CREATE TEMPORARY TABLE kept_rollup ON COMMIT DROP AS"
            f" SELECT * FROM segments_rollup WHERE {OF_YEARS}",
            [library.pk, wiped],
        )
        yield frozenset(wiped)
        cursor.execute(f"DELETE FROM segments_rollup WHERE {OF_YEARS}", [library.pk, wiped])
        cursor.execute("INSERT INTO segments_rollup SELECT * FROM kept_rollup")

import pytest
from django.test import Client
from django.urls import reverse

from planning.models import Library


def test_thresholds_are_saved_and_explained(as_adam: Client, library: Library) -> None:
    url = reverse("planning:thresholds")

    page = as_adam.post(url, {"threshold": 20, "retention_months": 36}, follow=True)

    library.refresh_from_db()
    assert (library.threshold, library.retention_months) == (20, 36)
    assert "<mark>20 leners</mark>" in page.text


@pytest.mark.parametrize(
    ("threshold", "months", "wrong"),
    [(4, 24, "threshold"), (101, 24, "threshold"), (10, 11, "retention_months")],
)
def test_a_threshold_that_would_not_protect_is_refused(
    as_adam: Client, library: Library, threshold: int, months: int, wrong: str
) -> None:
    fields = {"threshold": threshold, "retention_months": months}

    response = as_adam.post(reverse("planning:thresholds"), fields)

    library.refresh_from_db()
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [wrong]
    assert (library.threshold, library.retention_months) == (10, 24)
    assert "<mark>10 leners</mark>" in response.text  # not what was typed

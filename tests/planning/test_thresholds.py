import pytest
from django.test import Client
from django.urls import reverse

from planning import tenancy
from planning.models import Library, PlanSettings


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


def test_days_of_the_supplier_and_the_catalogue_are_saved(
    as_adam: Client, library: Library
) -> None:
    catalogue = "https://catalogus.example.org/zoek?isbn={isbn}"

    page = as_adam.post(
        reverse("planning:plan_books"),
        {"supplier_days": 21, "catalogue": catalogue},
        follow=True,
    )

    assert page.status_code == 200
    assert f'value="{catalogue}"' in page.text
    with tenancy.library_scope(library):
        kept = PlanSettings.objects.get()
    assert (kept.supplier_days, kept.catalogue) == (21, catalogue)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"catalogue": "https://catalogus.example.org/zoek?isbn="}, "catalogue"),
        ({"catalogue": "javascript:alert({isbn})"}, "catalogue"),
        ({"catalogue": "catalogus.example.org/{isbn}"}, "catalogue"),
        ({"catalogue": "https://{isbn}.example.org/"}, "catalogue"),
        ({"supplier_days": 0}, "supplier_days"),
        ({"supplier_days": 181}, "supplier_days"),
    ],
)
def test_a_catalogue_without_a_place_for_the_isbn_is_refused(
    as_adam: Client, library: Library, fields: dict[str, str | int], wrong: str
) -> None:
    response = as_adam.post(reverse("planning:plan_books"), {"supplier_days": 14, **fields})

    assert response.status_code == 422
    assert list(response.context["books_form"].errors) == [wrong]
    with tenancy.library_scope(library):
        assert not PlanSettings.objects.exists()

"""The pages of the workspace: open for who works here, closed for a stranger."""

import pytest
from django.test import Client
from django.urls import reverse

from planning.models import Library
from tests.make_campaigns import make_campaign

PAGES = ("campaign", "campaign_tasks", "campaign_talk", "campaign_copy", "campaign_group")


@pytest.mark.parametrize("name", PAGES)
def test_workspace_page_is_for_who_works_here(
    library: Library, as_alice: Client, as_charlie: Client, name: str
) -> None:
    campaign = make_campaign(library, "Reizen begint in Dorp")
    url = reverse(f"campaigns:{name}", args=[campaign.pk])

    page, closed = as_alice.get(url), as_charlie.get(url)

    assert "Reizen begint in Dorp" in page.text
    assert closed.status_code == 404


def test_campaigns_are_listed_by_phase(library: Library, as_alice: Client) -> None:
    make_campaign(library, "Reizen begint in Dorp")

    page = as_alice.get(reverse("campaigns:campaigns"))

    assert "Reizen begint in Dorp" in page.text

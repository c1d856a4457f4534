"""The page of an item, its panel beside the plan, and what a stranger gets."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from planning import tenancy
from planning.actions import items
from planning.models import Comment, Library, PlanItem, User
from tests import make, make_plan


def test_page_says_what_there_is_to_know(as_alice: Client, alice: User, library: Library) -> None:
    make.member(library, "noor", discipline="marketing")
    group = make_plan.target_group(library, "Drukke gezinnen")
    item = make_plan.item(
        library,
        "Reistafel",
        kind="campaign",
        days=14,
        involved=[("collection", alice)],
        target_group=group,
        channels=[make_plan.channel(library, "Nieuwsbrief")],
        hours_collection=16,
        notes="Met de atlassen",
    )

    page = as_alice.get(item.get_absolute_url())

    assert page.status_code == 200
    for said in ("Reistafel", "ma 15 mrt", "zo 28 mrt 2027", "wk 11–12", "Drukke gezinnen"):
        assert said in page.text, said
    for said in ("Nieuwsbrief", "collectie 16", "Met de atlassen", "Alice", "Wie van marketing"):
        assert said in page.text, said

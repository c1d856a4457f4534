import pytest
from django.test import Client
from django.urls import reverse

from planning.models import Library
from tests.segments.explored import explored_library

URL = reverse("segments:explorer")


def test_explorer_smoke(as_alice: Client, library: Library) -> None:
    explored_library(library)
    page = as_alice.get(URL)
    open("/tmp/page.html", "w").write(page.text)
    assert page.status_code == 200
    for query in ("?measure=change", "?rows=age", "?rows=area&readers=all", "?rows=branch", "?view=table", "?panel=cell:S1:1", "?panel=row:S1","?panel=genre:2","?panel=total", "?measure=share&panel=total", "?measure=per_borrower","?period=2025-Q1&panel=total","?period=2025-01&readers=youth"):
        page = as_alice.get(URL + query)
        assert page.status_code == 200, (query, page.text)
    assert as_alice.get(URL+"?period=2011").status_code == 422
    assert as_alice.get(reverse("segments:explorer_csv")).status_code == 200
    assert as_alice.get(reverse("segments:explorer_xlsx")).status_code == 200

"""The import wizard as a browser walks it, with a worker between the steps."""

from pathlib import Path

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from planning import tenancy
from planning.models import Library
from segments.models import LoanImport
from tests.segments.loan_files import fresh, run


def walk(browser: Client, library: Library, path: Path, **answers: str) -> LoanImport:
    """Upload a file and go on with what each page proposes, but for these answers."""
    content = SimpleUploadedFile(path.name, path.read_bytes())
    browser.post(reverse("segments:import_new"), {"file": content})
    with tenancy.library_scope(library):
        loan_import = LoanImport.objects.latest("pk")
    if loan_import.status == "draft":
        _send(browser, "columns", loan_import, answers)
    checked = run(loan_import)
    if checked.status != "checked":
        return checked
    _send(browser, "check", loan_import, {"take": "good", "accept_rejects": "on"})
    return run(fresh(loan_import))


def report(browser: Client, loan_import: LoanImport) -> str:
    """The text of the last page."""
    return browser.get(reverse("segments:import_report", args=[loan_import.pk])).text


def _send(browser: Client, step: str, loan_import: LoanImport, answers: dict[str, str]) -> None:
    address = reverse(f"segments:import_{step}", args=[loan_import.pk])
    form = browser.get(address).context["form"]
    known = {name: value for name, value in answers.items() if name in form.fields}
    taken = {"take": answers["take"]} if "take" in answers else {}
    response = browser.post(address, {**_proposed(form), **known, **taken})
    assert response.status_code == 302, (step, response.context["form"].errors)


def _proposed(form: forms.Form) -> dict[str, str]:
    """What a browser sends of a form that nobody touched."""
    values = {field.html_name: field.value() for field in form}
    return {
        name: "on" if value is True else str(value)
        for name, value in values.items()
        if value not in (None, False)
    }

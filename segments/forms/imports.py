"""The short forms of the import wizard: the file, how it is written, and single answers."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from segments.models import LoanImport

Choices = list[tuple[str, str | Promise]]
# The caps of the reader, told before somebody has waited for an upload.
CSV_BYTES = 2_000_000_000
XLSX_BYTES = 200_000_000

DELIMITERS: Choices = [
    ("", _("Find out")),
    (";", _("semicolon")),
    (",", _("comma")),
    ("\t", _("tab")),
    ("|", _("vertical bar")),
]
ENCODINGS: Choices = [
    ("", _("Find out")),
    ("utf-8", "UTF-8"),
    ("windows-1252", "Windows-1252"),
    ("utf-16", "UTF-16"),
]


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        max_length=200,
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("This file is empty. Make the export again and choose the new file."),
        },
        widget=forms.FileInput({"accept": ".csv,.tsv,.txt,.xlsx,.gz,.zip"}),
    )
    kind = forms.ChoiceField(label=_("What is in it?"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        is_xlsx = (file.name or "").lower().endswith(".xlsx")
        if is_xlsx and (file.size or 0) > XLSX_BYTES:
            raise forms.ValidationError(
                _("An Excel file may be 200 MB at most. Save it as CSV: that may be 2 GB.")
            )
        if (file.size or 0) > CSV_BYTES:
            raise forms.ValidationError(
                _("A file may be 2 GB at most. Make an export per year, or put it in a zip file.")
            )
        return file


class LayoutForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is in it?"), choices=LoanImport.Kind.choices)
    delimiter = forms.ChoiceField(
        label=_("Separator of the columns"), choices=DELIMITERS, required=False
    )
    encoding = forms.ChoiceField(label=_("Character set"), choices=ENCODINGS, required=False)

    def __init__(self, *args: Any, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What a worker asked: `options` is what it may go on with."""

    supplier_threshold = forms.IntegerField(
        label=_("From how many borrowers does the supplier show a number?"),
        min_value=5,
        max_value=1000,
        error_messages={"required": _("Fill in a number, for instance 10.")},
        help_text=_("This is in the notes of the file, or the supplier can tell you. At least 5."),
    )

    def __init__(self, *args: Any, reason: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reason = reason
        if reason != "no_borrowers":
            del self.fields["supplier_threshold"]

    def options(self) -> dict[str, bool | int]:
        if self.reason == "no_borrowers":
            return {"supplier_threshold": self.cleaned_data["supplier_threshold"]}
        confirmed = _CONFIRMS.get(self.reason)
        return {confirmed: True} if confirmed else {}


# What somebody says by going on at a question.
_CONFIRMS = {"no_postcodes": "without_postcodes", "fewer_copies": "accept_fewer"}

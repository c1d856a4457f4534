from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning.catalogue import HOLE
from planning.models import PlanSettings


class BooksForm(forms.ModelForm):
    """How long an order takes, and where a reader looks a book up."""

    class Meta:
        model = PlanSettings
        fields = ["supplier_days", "catalogue"]
        labels = {
            "supplier_days": gettext_lazy(
                "Days between ordering a book and having it on the shelf"
            ),
            "catalogue": gettext_lazy("Address of a book in your catalogue"),
        }
        help_texts = {
            "supplier_days": gettext_lazy(
                "From 1 to 180. A campaign counts with them for titles that are still to be bought."
            ),
            "catalogue": gettext_lazy(
                "Look a book up in your own catalogue, copy the address of that page and put {isbn}"
                " where its ISBN stands. Empty: no links to the catalogue."
            ),
        }

    def clean_catalogue(self) -> str:
        """A whole address with one place for the ISBN, which may stand in the path or after it."""
        given: str = self.cleaned_data["catalogue"].strip()
        if not given:
            return ""
        parts = urlsplit(given)
        if parts.scheme not in ("http", "https") or not parts.hostname or HOLE in parts.netloc:
            raise forms.ValidationError(_("Begin with https:// and the name of the catalogue."))
        if HOLE not in given:
            raise forms.ValidationError(_("Put {isbn} where the ISBN stands in the address."))
        return given

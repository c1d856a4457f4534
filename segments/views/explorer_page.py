"""The explorer's page around its table: switches, remarks, and where the figures come from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from planning.models import Library
from segments.forms.explorer import ExplorerForm, Options, Selection
from segments.lattice import Period
from segments.models import Area, LoanImport, MonitorTotal, Segment
from segments.queries import loans, names
from segments.queries.loans import Matrix
from segments.suppression import State
from segments.views import explorer_words as words


@dataclass(frozen=True)
class Choice:
    name: str
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Remark:
    text: str
    action: str = ""
    url: str = ""


@dataclass(frozen=True)
class Monitor:
    """A year's loans beside what the library gave to the national monitor."""

    year: int
    read: int
    given: int  # 0: not entered yet

    @property
    def text(self) -> str:
        """Ingelezen: 211.900 van 214.300 …, 99 %."""
        if not self.given:
            return ""
        return _(
            "Read in: %(read)s of the %(given)s loans of %(year)s that you gave to the monitor,"
            " %(share)s."
        ) % {
            "read": words.count(self.read),
            "given": words.count(self.given),
            "year": self.year,
            "share": words.whole_percent(100 * self.read / self.given),
        }

    @property
    def question(self) -> str:
        return _("Enter the total of %(year)s that you gave to the monitor") % {"year": self.year}


def options(
    library: Library, period: Period, periods: Sequence[Period], *, segment: str = ""
) -> Options:
    """What can be chosen for this library in this period."""
    known = loans.known(library, period)
    segments = Segment.objects.filter(library=library, scheme__is_active=True)
    return Options(
        periods=periods,
        known=known,
        has_segments=known.has_segments or segments.exists(),
        has_areas=known.has_areas or Area.objects.filter(library=library).exists(),
        branches=names.branches(library),
        groups=names.groups(library),
        parts=names.parts(library, segment) if segment else (),
    )


def readers(selection: Selection, options: Options) -> list[Choice]:
    """Volwassenen | Jeugd; all readers only where that is what is shown."""
    offered = ["adults", "youth"] if options.known.has_ages else []
    if selection.readers == "all":
        offered.append("all")
    return [
        Choice(
            name,
            str(words.READER_WORDS[name]),
            selection.address(readers=name, age="", panel="", page=""),
            name == selection.readers,
        )
        for name in offered
    ]


def views(selection: Selection) -> list[Choice]:
    """Heatmap | Tabel."""
    return [
        Choice(name, label, selection.address(view=name, panel="", page=""), name == selection.view)
        for name, label in (("", _("Heatmap")), ("table", _("Table")))
    ]


def exports(selection: Selection) -> list[Choice]:
    """The same figures as a file."""
    asked = selection.address(view="", panel="", page="", row="", sort="")
    return [
        Choice("xlsx", "Excel", reverse("segments:explorer_xlsx") + asked, is_current=False),
        Choice("csv", "CSV", reverse("segments:explorer_csv") + asked, is_current=False),
    ]


def chosen(form: ExplorerForm) -> str:
    """What the filters say now, for where there is no room to show them: Index · heel 2025."""
    labels = []
    for bound in form.offered():
        field: Any = bound.field
        labels.append(dict(_flat(field.choices)).get(str(bound.value() or ""), ""))
    return " · ".join(str(label) for label in labels if label)


def _flat(choices: Iterable[tuple[Any, Any]]) -> Iterator[tuple[str, str]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(value), str(label)


def remarks(selection: Selection, options: Options, now: Matrix, *, is_admin: bool) -> list[Remark]:
    """What cannot be shown yet, and the file that would give the next step."""
    known = options.known
    texts = []
    if not known.has_borrowers:
        texts.append(
            _(
                "In these files it is not written who borrowed what, so you see loans per branch."
                " Read in a file with member numbers to see who borrows what."
            )
        )
    elif not known.has_ages:
        texts.append(
            _(
                "Of these loans the age of the reader is not known: you see all readers together."
                " Read in a file with years of birth or age groups to tell adults and youth apart."
            )
        )
    if known.has_borrowers and not known.has_segments:
        texts.append(
            _("Read in a postcode file to see segments.")
            if options.has_segments
            else _("Read in a segmentation scheme and then a postcode file to see segments.")
        )
    if now.total.state is State.SUPPRESSED:
        texts.append(_("Here are too few borrowers to show anything."))
    url = reverse("segments:import_new") if is_admin else ""
    return [Remark(text, _("Read in a file"), url) for text in texts[:1]]


def source(selection: Selection, options: Options, now: Matrix, imported: LoanImport | None) -> str:
    """Period, base, n and the date of the last import in one line."""
    total = now.total
    parts = [
        words.readers(selection),
        words.place(selection, options),
        options.label(selection.period),
    ]
    if total.loans is not None:
        parts.append(_("%(count)s loans") % {"count": words.count(total.loans)})
    if total.borrowers is not None:
        parts.append(_("%(count)s borrowers") % {"count": words.count(total.borrowers)})
    if imported and imported.finished_at:
        day = date_format(localtime(imported.finished_at), "j F Y")
        parts.append(_("read in on %(day)s") % {"day": day})
    return " · ".join(parts)


def all_readers(selection: Selection, options: Options) -> str:
    """Where to see the readers whose age is not known; empty where there are none."""
    if selection.readers == "all" or not options.known.has_unknown_ages:
        return ""
    return selection.address(readers="all", age="", panel="", page="")


def hidden(now: Matrix) -> str:
    """How many of the cells are too small to show; empty where none is."""
    cells = [now.cell(row.position, genre.position) for row in now.rows for genre in now.genres]
    count = sum(cell.state is State.SUPPRESSED for cell in cells)
    if not count:
        return ""
    return _("%(count)s of %(total)s cells are too small to show") % {
        "count": words.count(count),
        "total": words.count(len(cells)),
    }


def last_import(library: Library) -> LoanImport | None:
    """The newest file with loans that is in."""
    files = LoanImport.objects.current().filter(library=library, kind=LoanImport.Kind.LOANS)
    return files.order_by("-finished_at", "-pk").first()


def monitor(library: Library, year: int) -> Monitor:
    """The loans of a year, read in and as given to the monitor (None: not entered yet)."""
    given = MonitorTotal.objects.filter(library=library, year=year).first()
    read = loans.total_loans(library, Period.parse(f"{year:04}")) if given else 0
    return Monitor(year, read, given.loans if given else 0)

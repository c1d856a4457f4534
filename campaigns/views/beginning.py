"""Beginning a campaign: from what, and then for whom, when and of whom."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campaigns import starts
from campaigns.actions import campaigns as actions
from campaigns.actions import copying
from campaigns.forms.campaigns import BeginForm
from campaigns.models import Campaign
from campaigns.queries import campaigns as queries
from planning.actions import overlays
from planning.models import BuddyPair, NationalCampaign, TargetGroup
from planning.queries import items
from planning.requests import Request
from planning.views import item_addresses as addresses
from segments.actions import groups as group_actions
from segments.queries import groups as group_queries

Start = Campaign.Start
CARRIED = ("title", "target_group", "notes", "titles", "segment")
AHEAD = timedelta(days=400)
MOST_COPIES = 6


@dataclass(frozen=True)
class StartLink:
    """One of the ways to begin, with all else that the address says."""

    template: starts.Template
    url: str
    is_current: bool

    @property
    def name(self) -> str | Promise:
        return self.template.name


@require_http_methods(["GET", "POST"])
def campaign_add(request: Request) -> HttpResponse:
    today = timezone.localdate()
    national = _national(request)
    asked = request.GET.get("start", "")
    if request.method == "GET" and not _is_chosen(request, asked, national):
        return _starts(request, asked, today)
    # With titles or a group in hand a theme table says most; the form lets choose another start.
    start = asked if asked in starts.TEMPLATES else Start.TABLE
    template = starts.template(Start.NATIONAL if national else start)
    groups = items.target_groups(request.library)
    form = BeginForm(
        request.POST or None,
        library=request.library,
        groups=groups,
        names=TargetGroup.objects.filter(library=request.library).values_list("name", flat=True),
        nationals=NationalCampaign.objects.filter(library=request.library),
        people=items.colleagues(request.library),
        initial=_initial(request, template, national, today),
    )
    if template.message_hint:
        form.fields["message"].help_text = str(template.message_hint)
    if form.is_valid():
        return _begin(request, form, template)
    context = {
        "form": form,
        "start": template,
        "national": national,
        "start_links": _links(request, template),
        "titles": len(form["titles"].value().split(",")) if form["titles"].value() else 0,
        "cancel_url": addresses.asked(request, "/campagnes/"),
    }
    status = 422 if form.errors else 200
    return render(request, "campaigns/campaign_add.html", context, status=status)


def _is_chosen(request: Request, asked: str, national: NationalCampaign | None) -> bool:
    if asked == Start.NATIONAL:
        return national is not None
    return asked in starts.TEMPLATES or any(request.GET.get(name) for name in CARRIED)


def _starts(request: Request, asked: str, today: date) -> HttpResponse:
    """The page that asks from what it begins."""
    weeks = NationalCampaign.objects.filter(
        library=request.library, starts_on__gt=today, starts_on__lte=today + AHEAD
    ).exclude(answer=NationalCampaign.Answer.SKIP)
    ended = queries.items(request.library).filter(
        Q(campaign__verdict__in=[Campaign.Verdict.REPEAT, Campaign.Verdict.ADJUST])
        | Q(campaign__verdict=""),
        campaign__isnull=False,
        ends_on__lt=today,
    )
    has_any = queries.items(request.library).exists()
    context = {
        "start_links": _links(request, None),
        "weeks": [
            (each, _with(request, start=Start.NATIONAL, national=str(each.pk)))
            for each in weeks.order_by("starts_on", "pk")
        ],
        "ended": ended.order_by("-ends_on", "pk")[:MOST_COPIES],
        "only_weeks": asked == Start.NATIONAL,
        "is_first": not has_any,
    }
    return render(request, "campaigns/campaign_start.html", context)


def _links(request: Request, current: starts.Template | None) -> list[StartLink]:
    return [
        StartLink(each, _with(request, start=each.start), each is current)
        for each in starts.TEMPLATES.values()
    ]


def _with(request: Request, *, start: str, national: str = "") -> str:
    query: QueryDict = request.GET.copy()
    query.pop("national", None)
    query["start"] = start
    if national:
        query["national"] = national
    return f"{request.path}?{query.urlencode()}"


def _national(request: Request) -> NationalCampaign | None:
    number = request.GET.get("national", "")
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None
    return NationalCampaign.objects.filter(library=request.library, pk=number).first()


def _initial(
    request: Request, template: starts.Template, national: NationalCampaign | None, today: date
) -> dict[str, Any]:
    """Of me and my buddy, with what the address says already."""
    given: dict[str, Any] = {name: request.GET.get(name, "") for name in CARRIED}
    given["title"] = (given["title"] or (str(national) if national else str(template.title)))[:120]
    first = template.first_day(today)
    given["starts_on"], given["ends_on"] = first, first + timedelta(days=template.days - 1)
    if national:
        given |= {"starts_on": national.starts_on, "ends_on": national.ends_on}
        given["national"] = national.pk
    if given["segment"] and not given["target_group"]:
        given |= _group_of(request, given["segment"])
    return given | _owners(request)


def _group_of(request: Request, code: str) -> dict[str, Any]:
    """The group that has this segment; where there is none, the name of a new one."""
    entry = next((e for e in group_queries.offered(request.library) if e.code == code), None)
    if entry is None:
        return {}
    there = group_queries.by_segment(request.library).get(entry.position)
    return {"target_group": there[0].pk} if there else {"new_group": entry.name[:60]}


def _owners(request: Request) -> dict[str, str]:
    """Me, and whom I form a duo with when that is somebody of the other discipline."""
    me = request.membership
    found = {f"owner_{me.discipline}": str(me.user_id)}
    pairs = BuddyPair.objects.filter(Q(first=me) | Q(second=me), library=request.library)
    for pair in pairs.select_related("first", "second").order_by("-pk"):
        other = pair.second if pair.first_id == me.pk else pair.first
        found.setdefault(f"owner_{other.discipline}", str(other.user_id))
    return found


def _begin(request: Request, form: BeginForm, template: starts.Template) -> HttpResponse:
    said = form.cleaned_data
    made = actions.begin(
        request.library,
        by=request.user,
        fields=form.item_fields | {"target_group": said.get("target_group") or _new_group(form)},
        involved=form.involved,
        start=template.start,
        content={"message": said["message"]},
        titles=said["titles"],
    )
    if (week := said["national"]) and week.answer == NationalCampaign.Answer.OPEN:
        join = NationalCampaign.Answer.JOIN
        overlays.answer_campaign(week, answer=join, reason="", by=request.user)
    messages.success(request, _("The campaign stands in the plan. This is its workspace."))
    if second := said.get("second_group"):
        copying.copy_campaign(
            made,
            by=request.user,
            starts_on=made.item.starts_on,
            target_group=second,
            title=f"{made.item.title}: {second.name}"[:120],
            status=made.item.status,
        )
        text = _("There is a second one for %(group)s, with its own words and channels.")
        messages.success(request, text % {"group": second.name})
    return redirect(made)


def _new_group(form: BeginForm) -> TargetGroup:
    """The group that is made in the same step, of the segment that it was thought of for."""
    said = form.cleaned_data
    group = TargetGroup.objects.create(library=form.library, name=said["new_group"])
    offered = group_queries.offered(form.library) if said["segment"] else []
    chosen = [each.position for each in offered if each.code == said["segment"]]
    if chosen:
        group_actions.choose_segments(group, chosen)
    return group

"""Who is who: what colleagues know and want to learn. No times, no figures about anybody."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from planning.actions import duos
from planning.forms.directory import CardForm
from planning.models import BuddyPair, Membership
from planning.queries import directory as queries
from planning.requests import Request


@require_GET
def people_directory(request: Request) -> HttpResponse:
    question = request.GET.get("q", "").replace("\0", "").strip()[: queries.LONGEST_QUESTION]
    people = queries.people_directory(request.library, question=question)
    context = {
        "people": people,
        "question": question,
        "longest": queries.LONGEST_QUESTION,
        "has_own_card": queries.has_card(request.membership),
    }
    return render(request, "planning/people_directory.html", context)


@require_GET
def person(request: Request, pk: int) -> HttpResponse:
    member = _member(request, pk)
    me = request.membership
    pairs = [
        pair
        for pair in queries.pairs_of(request.library)
        if member.pk in (pair.first_id, pair.second_id)
    ]
    context = {
        "known": queries.Known(member, [_other(pair, member) for pair in pairs]),
        "pairs": [(pair, _other(pair, member)) for pair in pairs],
        "workdays": [WEEKDAYS[number - 1] for number in member.workdays if 1 <= number <= 7],
        "is_me": member == me,
        "can_pair": member.discipline != me.discipline
        and not any(me.pk in (pair.first_id, pair.second_id) for pair in pairs),
        "shadow_url": _shadow_url(me, member),
    }
    return render(request, "planning/person.html", context)


@require_http_methods(["GET", "POST"])
def card_edit(request: Request) -> HttpResponse:
    # A form writes what was typed on its object, also what it refuses: hence another one.
    mine = Membership.objects.select_related("library").get(pk=request.membership.pk)
    form = CardForm(request.POST if request.method == "POST" else None, instance=mine)
    if form.is_valid():
        form.save()
        messages.success(request, _("Your card has been saved."))
        return redirect("planning:person", mine.pk)
    status = 422 if form.errors else 200
    return render(request, "planning/card_edit.html", {"form": form}, status=status)


@require_POST
def pair_make(request: Request, pk: int) -> HttpResponse:
    other = _member(request, pk)
    try:
        duos.make_pair(request.membership, other)
    except duos.CannotPair:
        messages.warning(request, _("A duo is of two people of different disciplines."))
    else:
        messages.success(
            request, _("You and %(name)s are a duo now.") % {"name": other.user.get_short_name()}
        )
    return redirect("planning:person", other.pk)


@require_POST
def pair_end(request: Request, pk: int) -> HttpResponse:
    pair = get_object_or_404(BuddyPair.objects.editable_by(request.membership), pk=pk)
    shown = request.POST.get("person", "")
    duos.end_pair(pair)
    messages.success(request, _("The duo has ended."))
    if shown.isdecimal():
        return redirect("planning:person", int(shown))
    return redirect("planning:people_directory")


def _member(request: Request, pk: int) -> Membership:
    found = queries.everybody(request.library).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _other(pair: BuddyPair, member: Membership) -> Membership:
    found: Membership = pair.second if pair.first_id == member.pk else pair.first
    return found


def _shadow_url(me: Membership, other: Membership) -> str:
    """A day of looking along, as an activity of both."""
    title = _("Looking along: %(one)s and %(other)s") % {
        "one": me.user.get_short_name(),
        "other": other.user.get_short_name(),
    }
    query: dict[str, str | int] = {
        "kind": "activity",
        "title": title,
        "with": other.user_id,
        "next": reverse("planning:person", args=[other.pk]),
    }
    return f"{reverse('planning:item_add')}?{urlencode(query)}"

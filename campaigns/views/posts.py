"""A post: its words in each channel, its image, how far it is, and its way back."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campaigns import imaging, readiness, typesetting
from campaigns.actions import posts as actions
from campaigns.actions.content_versions import ChangedMeanwhile
from campaigns.forms.posts import VARIANT, PostForm
from campaigns.forms.tips import VersionForm
from campaigns.models import Post
from campaigns.queries import posts as queries
from campaigns.queries import tips as tip_queries
from campaigns.queries.posts import InChannel
from campaigns.views import post_words as words
from campaigns.views.tips import changed_meanwhile
from planning.models import Library, PlanItem
from planning.requests import Request
from segments.queries import books, covers

NAMES = ("text", "link", "heading", "sentence", "shape", "alt", "title")


@require_http_methods(["GET", "POST"])
def post(request: Request, pk: int) -> HttpResponse:
    found = asked_post(request, pk)
    places = queries.in_channels(found)
    form = form_of(found, places, request.POST or None)
    base = VersionForm(request.POST or None, initial={"version": found.version})
    if form.is_valid() and base.is_valid():
        seen = base.cleaned_data["version"]
        try:
            saved = actions.change_post(
                found, by=request.user, base=seen, fields=form.words, variants=form.variants
            )
        except ChangedMeanwhile as meanwhile:
            form.add_error(None, changed_meanwhile(meanwhile))
            base = VersionForm(initial={"version": found.version})
        else:
            return _further(request, saved)
    if form.errors:
        places = previewed(found, request.POST)
    context = page_of(request, found, places) | {"form": form, "base": base}
    status = 422 if form.errors else 200
    return render(request, "campaigns/post.html", context, status=status)


def _further(request: Request, saved: Post) -> HttpResponse:
    """Its words are saved; a button of its status takes it further, as far as nothing lacks."""
    here, state = reverse("campaigns:post", args=[saved.pk]), request.POST.get("state", "")
    if state not in Post.State.values:
        messages.success(request, _("Saved."))
        return redirect(here)
    try:
        actions.set_state(saved, by=request.user, state=state, base=saved.version)
    except actions.CannotSchedule:
        messages.success(request, _("Saved."))
        return redirect(f"{here}?to={state}#further")
    except ChangedMeanwhile:
        said = _("Somebody changed this post meanwhile. Read it first, then say it again.")
        messages.warning(request, said)
    else:
        label = Post.State(state).label
        messages.success(request, _("The post is now: %(state)s.") % {"state": label})
    return redirect(here)


@require_POST
def post_preview(request: Request, pk: int) -> HttpResponse:
    """How it would look in each channel; nothing is saved."""
    found = asked_post(request, pk)
    context = {"post": found, "places": previewed(found, request.POST)}
    return render(request, "campaigns/_post_previews.html", context)


@require_POST
def post_from_tip(request: Request, pk: int) -> HttpResponse:
    """Take over the words of a live tip, in one click; what was written is in the history."""
    found = asked_post(request, pk)
    given = request.POST.get("tip", "")
    live = tip_queries.live_tips(request.library)
    tip = next((each for each in live if str(each.pk) == given), None)
    if tip is None:
        messages.warning(request, _("This tip is not live any more."))
    else:
        actions.change_post(found, by=request.user, fields=actions.from_tip(tip))
        said = _("The words of the tip about “%(book)s” stand here now.")
        messages.success(request, said % {"book": tip.book})
    return redirect("campaigns:post", found.pk)


def asked_post(request: Request, pk: int) -> Post:
    """The post of an address, or 404; a line of the plan that is a post becomes one here."""
    rows = Post.objects.visible_to(request.membership).filter(item__archived_at=None)
    rows = rows.select_related("item__library", "campaign__item", "tip")
    found: Post | None = rows.filter(pk=pk).first()
    if found is not None:
        return found
    items = PlanItem.objects.visible_to(request.membership).current()
    item = get_object_or_404(items.filter(kind=PlanItem.Kind.POST), pk=pk)
    return actions.adopt(item, by=request.user)


def form_of(found: Post, places: Sequence[InChannel], data: Mapping[str, Any] | None) -> PostForm:
    initial = {name: getattr(found, name) for name in NAMES}
    initial["title"] = str(found.title or "")
    titles = queries.titles_for(found)
    form = PostForm(data, places=places, titles=titles, initial=initial)
    if found.tip and found.tip.title is None:  # a book that no catalogue knows
        form.name_nothing(found.tip.book)
    return form


def previewed(found: Post, data: Mapping[str, str]) -> list[InChannel]:
    """The channels with what stands in the form, right or wrong."""
    own = {
        int(name.removeprefix(VARIANT)): str(data.get(name, ""))[:4000]
        for name in data
        if name.startswith(VARIANT) and name.removeprefix(VARIANT).isdecimal()
    }
    text, link = data.get("text", "")[:4000], data.get("link", "")[:300]
    return queries.in_channels(found, text=text, own=own, link=link if "://" in link else "")


def page_of(request: Request, found: Post, places: Sequence[InChannel]) -> dict[str, Any]:
    """Everything on the page of a post but its form."""
    draft = queries.draft_of(found)
    live = tip_queries.live_tips(request.library)
    return {
        "post": found,
        "item": found.item,
        "places": places,
        "way": queries.way_of(found),
        "next_states": words.next_states(found.state),
        "checks": words.checklist(readiness.checks(draft), found),
        "refused": words.refused(draft, request.GET.get("to", "")),
        "has_changed": queries.changed_since_agreed(found),
        "sizes": [(shape, *imaging.SIZES[shape]) for shape in imaging.SIZES],
        "tips": words.tips_first(live, found),
        "versions": words.versions(found),
        **image_context(request.library, found),
    }


def image_context(library: Library, found: Post) -> dict[str, Any]:
    """The image of a post and what is to be said of it."""
    return {
        "image": words.image_of(found),
        "has_image": bool(found.title or found.heading or found.sentence),
        "undrawable": typesetting.undrawable(f"{found.heading} {found.sentence}"),
        "suggested_alt": words.suggested_alt(found, *named(library, found)),
        "has_cover": bool(found.title and covers.cover(library, found.title)),
    }


def book_of(library: Library, found: Post) -> books.Book | None:
    if not found.title:
        return None
    rows, _total = books.books(library, numbers=[found.title], limit=1)
    return rows[0] if rows else None


def named(library: Library, found: Post) -> tuple[str, str]:
    """The book on its image and who wrote it, as readers say it; empty where there is none."""
    if book := book_of(library, found):
        return book.name, book.writer
    if found.tip and found.tip.title is None:
        return found.tip.book, found.tip.author
    return "", ""

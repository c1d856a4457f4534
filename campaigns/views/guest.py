"""What a guest sees: one campaign, a name, and two buttons. Public, by a secret address.

Looking changes nothing, so that programmes that examine mail can look. What does not hold any more
is the same 404 as what never was.
"""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from campaigns import imaging
from campaigns.actions import guests as actions
from campaigns.forms.reviewing import GuestForm
from campaigns.models import Campaign, GuestLink, Post
from campaigns.queries import guests, reviewing
from campaigns.queries.as_read import as_read
from campaigns.views import post_files
from planning import beside, tenancy
from planning.actions.reviews import CannotReview
from planning.models import PlanItem, Review

HEADERS = {"X-Robots-Tag": "noindex, nofollow, noarchive", "Cache-Control": "no-store"}


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def guest(request: HttpRequest, token: str) -> HttpResponse:
    address = guests.address_of(token)
    if address is None:
        raise Http404
    with tenancy.library_scope(address.library):
        link = guests.link_of(address, now=timezone.now())
        if link is None:
            raise Http404
        is_answer = request.method == "POST"
        response = _answered(request, link, token) if is_answer else _page(request, link, token)
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


def _answered(request: HttpRequest, link: GuestLink, token: str) -> HttpResponse:
    form = GuestForm(request.POST)
    if _is_colleague(request, link) or not form.is_valid():
        return _page(request, link, token, form=form, status=422)
    cleaned = form.cleaned_data
    try:
        actions.answer(
            link,
            name=cleaned["name"],
            is_agreed=form.is_agreed,
            reason=cleaned["reason"] if not form.is_agreed else "",
            item_version=cleaned["version"],
            digest=cleaned["digest"],
        )
    except CannotReview:
        return _page(request, link, token, form=form, is_changed=True, status=409)
    return redirect("campaigns:guest", token)


def _page(
    request: HttpRequest,
    link: GuestLink,
    token: str,
    *,
    form: GuestForm | None = None,
    is_changed: bool = False,
    status: int = 200,
) -> HttpResponse:
    review = Review.objects.select_related("asked_by", "item").get(pk=link.review_id)
    context: dict[str, Any] = {"link": link, "review": review, "owner": link.library.name}
    if review.state != Review.State.ASKED:
        return render(request, "campaigns/guest_done.html", context, status=status)
    item = PlanItem.objects.with_everything().get(pk=review.item_id)
    campaign = Campaign.objects.select_related("item__target_group").get(pk=item.pk)
    content = beside.content_of(item)
    context |= {
        "read": as_read(campaign),
        "token": token,
        "item": item,
        "is_colleague": _is_colleague(request, link),
        "is_changed": is_changed,
        "changed": reviewing.changed_since(review, item, content),
        "form": _form(form, version=item.version, digest=beside.digest_of(content)),
    }
    return render(request, "campaigns/guest.html", context, status=status)


def _form(given: GuestForm | None, *, version: int, digest: str) -> GuestForm:
    """What was typed stays; what it is bound to is what this page shows."""
    bound_to = {"version": version, "digest": digest}
    if given is None:
        return GuestForm(initial=bound_to)
    typed = {name: given.data.get(name, "") for name in given.fields}
    again = GuestForm(typed | {name: str(each) for name, each in bound_to.items()})
    if given.is_valid():
        again.errors.clear()
    return again


def _is_colleague(request: HttpRequest, link: GuestLink) -> bool:
    """Somebody of the library itself, who gives a word with an account or, asking, gives none."""
    own = getattr(request, "memberships", [])
    return any(each.library_id == link.library_id for each in own)


@login_not_required
@require_GET
def guest_image(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """The image of a post of this one campaign, while its question waits."""
    address = guests.address_of(token)
    if address is None:
        raise Http404
    with tenancy.library_scope(address.library):
        link = guests.link_of(address, now=timezone.now())
        post = _post_of(link, pk) if link else None
        if post is None or not post_files.has_image(post):
            raise Http404
        picture = post_files.picture_of(address.library, post)
    image = imaging.draw(picture, post.shape)
    return HttpResponse(image, "image/png", headers=HEADERS)


def _post_of(link: GuestLink, pk: int) -> Post | None:
    if link.review.state != Review.State.ASKED:
        return None
    rows = Post.objects.filter(campaign=link.review.item_id, pk=pk, item__archived_at=None)
    return rows.select_related("item", "tip").first()

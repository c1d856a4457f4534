"""What of a post is a file: its image in three shapes, a reminder, a code to scan."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import time, timedelta
from urllib.parse import urlencode

import icalendar
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from campaigns import codes, imaging, links
from campaigns.imaging import Picture
from campaigns.models import Post
from campaigns.queries import posts as queries
from campaigns.views.posts import asked_post, image_context, named
from planning.calendar import calendar_bytes
from planning.models import Library
from planning.queries import feeds
from planning.requests import Request
from planning.views.files import as_file
from segments.actions import covers as cover_files
from segments.queries import covers

AT_NINE = time(9)  # when somebody hears of a post that has no time
BEFORE = timedelta(minutes=-15)


@require_GET
@cache_control(private=True, no_cache=True)
def post_image(request: Request, pk: int, shape: str) -> HttpResponse:
    found = asked_post(request, pk)
    if "heading" in request.GET:
        drafted(found, request.GET)
    if shape not in imaging.SIZES or not has_image(found):
        raise Http404
    picture = picture_of(request.library, found)
    etag = f'"{hashlib.sha256(repr((picture, shape)).encode()).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={"ETag": etag})
    name = f"{slugify(found.item.title) or 'beeld'}-{shape}.png"
    disposition = content_disposition_header(as_attachment=False, filename=name) or ""
    headers = {"ETag": etag, "Content-Disposition": disposition}
    return HttpResponse(imaging.draw(picture, shape), "image/png", headers=headers)


@require_GET
def post_image_drawn(request: Request, pk: int) -> HttpResponse:
    """The image beside its words as they are being written; nothing is saved."""
    found = asked_post(request, pk)
    drafted(found, request.GET)
    address = reverse("campaigns:post_image", args=[found.pk, found.shape])
    asked = {"heading": found.heading, "sentence": found.sentence, "title": found.title or ""}
    context = image_context(request.library, found) | {
        "image": f"{address}?{urlencode(asked)}",
        "is_draft": True,
    }
    return render(request, "campaigns/_post_image.html", {"post": found} | context)


def drafted(post: Post, given: Mapping[str, str]) -> None:
    """Give a post the words for its image that stand in the form, without saving them."""
    number, shape = given.get("title", ""), given.get("shape", "")
    is_number = number.isascii() and number.isdecimal() and len(number) < 10
    post.title = int(number) if is_number else None
    post.heading, post.sentence = given.get("heading", "")[:60], given.get("sentence", "")[:120]
    if shape in Post.Shape.values:
        post.shape = Post.Shape(shape)


def has_image(post: Post) -> bool:
    return bool(post.title or post.heading or post.sentence)


def picture_of(library: Library, post: Post) -> Picture:
    """The image of a post as values: the uploaded cover, or the name of the book on one of ours."""
    book, author = named(library, post)
    return Picture(
        heading=post.heading,
        sentence=post.sentence,
        signed=library.name,
        tone=imaging.tone_of(post.title or post.tip_id or post.pk),
        has_book=bool(book),
        book=book,
        author=author,
        cover=_cover(library, post.title) if post.title else None,
    )


def _cover(library: Library, number: int) -> bytes | None:
    found = covers.cover(library, number)
    if found is None:
        return None
    try:
        return cover_files.path_of(found).read_bytes()
    except FileNotFoundError:
        return None


@require_GET
def post_ics(request: Request, pk: int) -> HttpResponse:
    """A reminder for the day itself, with the text in it."""
    found = asked_post(request, pk)
    address = request.build_absolute_uri(reverse("campaigns:post", args=[found.pk]))
    happening = feeds.happenings([found.item], address=lambda _pk: address)[0]
    places = queries.in_channels(found)
    said = "\n\n".join(f"{each.channel.name}:\n{each.pasted}" for each in places) or found.text
    # Beside the line that an agenda may have of it already.
    reminder = replace(happening, uid=f"{happening.uid}-placing", notes=said)
    body = with_alarm(
        calendar_bytes(found.item.title, [reminder], []),
        words=_("Place: %(title)s") % {"title": found.item.title},
    )
    stem = slugify(found.item.title) or "bericht"
    return as_file(body, "text/calendar; charset=utf-8", f"{stem}.ics")


def with_alarm(body: bytes, *, words: str) -> bytes:
    """The agenda with a sound: a quarter before, or at nine on a day without a time."""
    calendar = icalendar.Calendar.from_ical(body)
    for event in calendar.walk("VEVENT"):
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", words)
        has_time = hasattr(event.decoded("dtstart"), "hour")
        alarm.add("trigger", BEFORE if has_time else timedelta(hours=AT_NINE.hour))
        event.add_component(alarm)
    return bytes(calendar.to_ical())


@require_GET
def post_qr(request: Request, pk: int) -> HttpResponse:
    """A code for what is printed: to the address of the post, with tags that say so."""
    found = asked_post(request, pk)
    if not found.link:
        raise Http404
    campaign = str(found.campaign) if found.campaign else queries.SERIES
    address = links.tagged(found.link, source="qr", campaign=campaign, kind=links.QR)
    return as_file(codes.png(address), "image/png", f"{slugify(found.item.title) or 'code'}-qr.png")

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from config.http import render_page
from planning.requests import Request
from segments import addresses
from segments.models import Segment
from segments.queries import profile
from segments.queries.remembered import remembering
from segments.views import profile_page as page

PAGE, FRAGMENT = "segments/segment.html", "segments/_segment.html"


@require_GET
def segment(request: Request, code_slug: str) -> HttpResponse:
    found = asked_segment(request, code_slug)
    right = addresses.segment_url(found.code, found.name)
    if right != request.path:
        query = request.GET.urlencode()
        return redirect(f"{right}?{query}" if query else right)
    form = page.form_of(request.library, request.GET, found)
    if form is not None and not form.is_valid():
        return render_page(
            request,
            "segments/segment_refused.html",
            fragment="segments/_segment_refused.html",
            context={"form": form, "segment": found, "url": right},
            status=422,
        )
    with remembering():
        context = page.context(request, found, form)
    return render_page(request, PAGE, fragment=FRAGMENT, context=context)


def asked_segment(request: Request, code_slug: str) -> Segment:
    """The segment of an address; 404 for a code that this library has not."""
    found = profile.segment_at(request.library, code_slug)
    if found is None:
        raise Http404
    return found

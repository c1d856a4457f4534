from copy import copy

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from planning.forms import ProfileForm
from planning.requests import Request

YEAR_SECONDS = 365 * 86_400


@require_http_methods(["GET", "POST"])
def profile(request: Request) -> HttpResponse:
    initial = {"language": translation.get_language()}
    form = ProfileForm(request.POST or None, instance=copy(request.user), initial=initial)
    if form.is_valid():
        user, language = form.save(), form.cleaned_data["language"]
        with translation.override(language):
            messages.success(request, _("Your profile has been saved."))
        response = redirect("planning:profile")
        # Cookies, so that the server writes the next page in them and nothing flashes.
        for name, value in ((settings.LANGUAGE_COOKIE_NAME, language), ("theme", user.theme)):
            response.set_cookie(
                name, value, max_age=YEAR_SECONDS, samesite="Lax", secure=settings.IS_HTTPS
            )
        return response
    authenticators = Authenticator.objects.filter(user=request.user)
    context = {
        "form": form,
        "memberships": request.memberships,
        "types": set(authenticators.values_list("type", flat=True)),
    }
    status = 422 if form.errors else 200
    return render(request, "planning/profile.html", context, status=status)

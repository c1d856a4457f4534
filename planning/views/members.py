"""Who works for the library, and as what."""

from django.contrib import messages
from django.db.models.functions import Lower
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from planning import actions, invitations, tenancy
from planning.forms import MemberAddForm, MemberForm
from planning.models import Membership
from planning.requests import Request
from planning.rights import admin_required, fresh_login_required


@require_GET
@admin_required
def member_list(request: Request) -> HttpResponse:
    members = Membership.objects.editable_by(request.membership)
    context = {"members": members.order_by(Lower("user__name"), "pk")}
    return render(request, "planning/member_list.html", context)


@require_http_methods(["GET", "POST"])
@admin_required
@fresh_login_required
def member_add(request: Request) -> HttpResponse:
    form = MemberAddForm(request.POST or None, library=request.library)
    if form.is_valid():
        member = actions.add_member(request.library, by=request.user, **form.cleaned_data)
        _tell_about_mail(request, member, invitations.send(request, member, by=request.user))
        if request.library.is_demonstration:
            return redirect("planning:member_list")
        return redirect("planning:member_invitation", pk=member.pk)
    context = {"form": form}
    status = 422 if form.errors else 200
    return render(request, "planning/member_add.html", context, status=status)


@require_http_methods(["GET", "POST"])
@admin_required
@fresh_login_required
def member_invitation(request: Request, pk: int) -> HttpResponse:
    member = get_object_or_404(Membership.objects.editable_by(request.membership), pk=pk)
    if not member.is_waiting or request.library.is_demonstration:
        raise Http404
    if request.method == "POST":
        _tell_about_mail(request, member, invitations.send(request, member, by=request.user))
        return redirect("planning:member_invitation", pk=pk)
    link = invitations.password_link(member.user) if invitations.can_show_link(member) else ""
    context = {"member": member, "link": link, "days": invitations.DAYS}
    return render(request, "planning/member_invitation.html", context)


def _tell_about_mail(request: Request, member: Membership, was_sent: bool) -> None:  # noqa: FBT001
    values = {"name": member.user, "email": member.user.email}
    if was_sent:
        messages.success(request, _("%(name)s has been mailed at %(email)s.") % values)
    elif request.library.is_demonstration:
        messages.success(request, _("%(name)s has been added.") % values)
    else:
        messages.warning(request, _("The mail to %(email)s could not be sent.") % values)


@require_http_methods(["GET", "POST"])
@admin_required
@fresh_login_required
def member_edit(request: Request, pk: int) -> HttpResponse:
    member = get_object_or_404(Membership.objects.editable_by(request.membership), pk=pk)
    initial = {"role": member.role, "discipline": member.discipline}
    form = MemberForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            actions.change_member(member, **form.cleaned_data)
            messages.success(request, _("%(name)s has been changed.") % {"name": member.user})
            return redirect("planning:member_list")
        except actions.CannotLeave:
            form.add_error("role", _("This is the only administrator. First make another one."))
    context = {"form": form, "member": member}
    status = 422 if form.errors else 200
    return render(request, "planning/member_edit.html", context, status=status)


@require_http_methods(["GET", "POST"])
@admin_required
@fresh_login_required
def member_remove(request: Request, pk: int) -> HttpResponse:
    member = get_object_or_404(Membership.objects.editable_by(request.membership), pk=pk)
    is_last = False
    if request.method == "POST":
        try:
            actions.remove_member(member)
            messages.success(request, _("%(name)s cannot get in any more.") % {"name": member.user})
            return redirect("planning:member_list")
        except actions.CannotLeave:
            is_last = True
    context = {"member": member, "is_last": is_last, "is_self": member.user == request.user}
    status = 409 if is_last else 200
    return render(request, "planning/member_remove.html", context, status=status)


@require_http_methods(["GET", "POST"])
def accept_invitation(request: Request, token: str) -> HttpResponse:
    membership = invitations.invited(token, request.user)
    if request.method == "POST":
        with tenancy.library_scope(membership.library):
            actions.accept_membership(membership)
        request.session["library"] = membership.library_id
        return redirect("home")
    return render(request, "planning/accept_invitation.html", {"invitation": membership})

"""Two libraries, somebody in each role, and where the addresses of the product point in them.

A new route with parameters gets a line in KWARGS; a new kind of object a field of World.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.core import signing
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from campaigns.actions import (
    closing,
    guests,
    posts,
    programmes,
    screens,
    slides,
    tips,
    titles,
)
from campaigns.actions import sheets as sheet_actions
from campaigns.models import Campaign, CampaignCount, GuestAddress, GuestLink, Screen
from campaigns.queries import sheets
from planning import invitations, tenancy
from planning.actions import feeds, reviews
from planning.models import (
    AcceptedSignal,
    AgendaItem,
    Branch,
    BranchGroup,
    BuddyPair,
    Comment,
    Consultation,
    Decision,
    FocusPoint,
    Holiday,
    Initiative,
    Library,
    Membership,
    NationalCampaign,
    PlanItem,
    PlanVersion,
    SavedView,
    User,
    YearPlan,
)
from planning.queries import release
from segments.models import (
    CollectionPart,
    FloorQuote,
    ImportProfile,
    LoanImport,
    Segment,
    SegmentScheme,
    SegmentSheet,
    SegmentStance,
)
from segments.profiles import SHIPPED
from tests import make, make_plan, make_posts
from tests.make_campaigns import make_campaign
from tests.segments.make_advice import make_advice

ROLES = ("nobody", "staff", "manager", "admin", "stranger")
PASSWORDLESS = "!"
INSPECTION = {
    "header": ["loaned_at", "branch"],
    "samples": [["2026-01-02", "CEN"]],
    "personal": {},
    "delimiter": ";",
    "encoding": "utf-8",
    "rows": 1,
    "warnings": [],
    "container": "csv",
}


@dataclass
class World:
    """Real libraries: managers and administrators have a second factor and have just logged in."""

    library: Library
    elsewhere: Library
    waiting: Membership
    branch: Branch
    group: BranchGroup
    loan_import: LoanImport
    profile: ImportProfile
    item: PlanItem
    sessions: dict[str, str] = field(default_factory=dict)
    around: dict[str, int] = field(default_factory=dict)  # of the plan: campaign, days, places

    def request(self, role: str, method: str, url: str, *, is_htmx: bool = False) -> Any:
        """Ask as somebody in this role; nothing that it changes lasts."""
        browser = Client(raise_request_exception=False)
        if role in self.sessions:
            browser.cookies["sessionid"] = self.sessions[role]
        headers = {"HX-Request": "true"} if is_htmx else {}
        data = {"nothing": "1"} if method == "POST" else None
        cache.clear()  # no rate limits here
        with changing_nothing():
            return (
                browser.generic(method, url, headers=headers)
                if data is None
                else browser.post(url, data, headers=headers)
            )


STEPS = (
    *("open", "layout", "columns", "check", "answer", "progress"),
    *("stop", "retry", "report", "errors", "undo", "rights"),
)
ITEM_STEPS = (
    *("item", "item_edit", "item_move", "item_status", "item_repeat", "item_join", "item_leave"),
    *("item_archive", "item_restore", "item_undo", "item_comment"),
)
YEAR_STEPS = (
    *("signals", "signal_accept", "national", "begin_year"),
    *("choices", "choices_no", "year_room"),
    *("release", "plan_seen", "plan_release_now", "plan_versions"),
    *("plan_csv", "plan_xlsx", "plan_ics"),
    *("plan_import", "plan_import_done", "plan_import_undo"),
)
PROFILE_STEPS = (
    *("segment", "segment_text", "segment_channels", "quote_add"),
    *("segment_csv", "segment_xlsx", "segment_freeze", "segment_trend"),
    *("segment_places", "segment_parts", "segment_supply"),
)
AROUND_STEPS = {
    "national": ("answer", "plan", "edit", "remove"),
    "holiday": ("edit", "remove"),
    "channel": ("edit", "archive"),
    "display": ("edit", "archive"),
    "initiative": ("edit", "decide", "tick", "plan"),
    "target_group": ("edit", "focus", "archive"),
    "focus_point": ("edit", "archive"),
    "consultation": ("template", "start", "close", "mail"),
    "point": ("write", "agree", "remove"),
}
# A guest's secret, of which only the digest is kept.
GUEST_TOKEN = "geheim-van-een-gast"
REVIEW_STEPS = ("review", "close", "reopen", "briefing", "result")
SCREEN_STEPS = (
    *("screen", "screen_edit", "screen_address", "screen_revoke", "screen_archive"),
    *("screen_now", "screen_pair", "screen_preview"),
)
PLAYER_PARTS = ("player", "player_programme", "player_worker", "player_feed")
# Pages of a campaign, whose number is that of its item.
CAMPAIGN_STEPS = (
    *("campaign", "campaign_group", "campaign_edit", "count_add", "campaign_tasks"),
    *("task_checklist", "campaign_talk", "campaign_copy"),
)

POST_STEPS = (
    *("post", "post_preview", "post_from_tip", "post_when", "post_archive"),
    *("post_restore", "post_ics", "post_qr", "post_image_drawn"),
)
TIP_STEPS = ("tip", "tip_edit", "tip_take_back", "tip_put_back", "tip_restore")
TITLES_STEPS = ("", "_add", "_paste", "_pasted")


def _pk_of(name: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"pk": world.around[name]}


def _guest_link(world: World) -> dict[str, Any]:
    return {"pk": world.around["asked"], "link": world.around["guest_link"]}


def _of_campaign(world: World, name: str) -> dict[str, Any]:
    return {"pk": world.around["campaign"], name: world.around[f"campaign_{name}"]}


KWARGS: dict[str, Callable[[World], dict[str, Any]]] = {
    **{f"planning:{step}": lambda world: {"pk": world.item.pk} for step in ITEM_STEPS},
    **{f"planning:{step}": lambda _world: {"year": 2027} for step in YEAR_STEPS},
    **{
        f"planning:{name}_{step}": _pk_of(name)
        for name, steps in AROUND_STEPS.items()
        for step in steps
    },
    **{f"campaigns:{step}": _pk_of("campaign") for step in CAMPAIGN_STEPS},
    "campaigns:campaign_effect": _pk_of("campaign"),
    "campaigns:campaign_effect_file": lambda world: {
        "pk": world.around["campaign"],
        "kind": "csv",
    },
    **{f"campaigns:{step}": _pk_of("asked_post") for step in POST_STEPS},
    "campaigns:post_image": lambda world: {"pk": world.around["asked_post"], "shape": "square"},
    **{f"campaigns:{step}": _pk_of("tip") for step in TIP_STEPS},
    "campaigns:campaign_channels": _pk_of("campaign"),
    "campaigns:campaign_screens": _pk_of("campaign"),
    "campaigns:campaign_screen_preview": _pk_of("campaign"),
    "campaigns:placement_edit": lambda world: _of_campaign(world, "placement"),
    "campaigns:placement_remove": lambda world: _of_campaign(world, "placement"),
    "campaigns:slide_edit": _pk_of("slide"),
    "campaigns:slide_archive": _pk_of("slide"),
    **{f"campaigns:{step}": lambda _world: {"slug": "hal"} for step in SCREEN_STEPS},
    **{f"campaigns:{part}": lambda _world: {"token": "nothing"} for part in PLAYER_PARTS},
    "campaigns:player_cover": lambda _world: {"token": "nothing", "number": 1},
    "campaigns:player_still": lambda _world: {"token": "nothing", "number": 1},
    **{f"campaigns:campaign_titles{step}": _pk_of("campaign") for step in TITLES_STEPS},
    "campaigns:campaign_suggestions": _pk_of("campaign"),
    **{f"campaigns:campaign_title_{step}": _pk_of("campaign") for step in ("write", "restore")},
    **{
        f"campaigns:campaign_title_{step}": lambda world: _of_campaign(world, "row")
        for step in ("edit", "match", "move", "remove")
    },
    **{f"campaigns:campaign_{step}": _pk_of("asked") for step in REVIEW_STEPS},
    "choices": lambda _world: {"year": 2027},
    "campaigns:review_withdraw": _pk_of("asked"),
    "campaigns:guest_renew": _guest_link,
    "campaigns:guest_revoke": _guest_link,
    "campaigns:guest": lambda _world: {"token": GUEST_TOKEN},
    "campaigns:guest_image": lambda world: {
        "token": GUEST_TOKEN,
        "pk": world.around["asked_post"],
    },
    "campaigns:lesson_take_up": lambda world: {"year": 2027, "pk": world.around["learned"]},
    "campaigns:campaign_sheet": _pk_of("campaign_sheet"),
    "campaigns:campaign_sheet_pdf": _pk_of("campaign_sheet"),
    "campaigns:count_remove": lambda world: _of_campaign(world, "count"),
    "campaigns:task_change": lambda world: _of_campaign(world, "task"),
    "campaigns:comment_resolve": lambda world: _of_campaign(world, "comment"),
    "planning:plan_version": lambda _world: {"year": 2027, "number": 1},
    "planning:plan_version_item": lambda world: {
        "year": 2027,
        "number": 1,
        "pk": world.item.pk,
    },
    "planning:plan_import_check": lambda _world: {"year": 2027, "pk": 0},
    "planning:feed": lambda _world: {"token": "nothing"},
    "planning:feed_renew": lambda _world: {"pk": 1},
    "planning:feed_revoke": lambda _world: {"pk": 1},
    "planning:item_ics": lambda world: {"pk": world.item.pk},
    "planning:review_answer": lambda world: {"pk": world.around["review"]},
    "planning:review_ask": lambda world: {"pk": world.item.pk},
    "planning:initiative": lambda world: {"pk": world.around["initiative"]},
    "planning:target_group": lambda world: {"pk": world.around["target_group"]},
    "planning:year_plan": lambda _world: {"year": 2027},
    "planning:a3": lambda _world: {"year": 2027},
    "planning:a3_pdf": lambda _world: {"year": 2027},
    "planning:a4": lambda _world: {"year": 2027, "quarter": 2},
    "planning:a4_pdf": lambda _world: {"year": 2027, "quarter": 2},
    "planning:view_edit": lambda world: {"pk": world.around["view"]},
    "planning:view_remove": lambda world: {"pk": world.around["view"]},
    "planning:signal_withdraw": lambda world: {"year": 2027, "pk": world.around["accepted"]},
    "branch_edit": lambda world: {"pk": world.branch.pk},
    "task_tick": lambda world: {"pk": world.item.pk},
    "planning:person": lambda world: {"pk": world.waiting.pk},
    "planning:pair_make": lambda world: {"pk": world.waiting.pk},
    "planning:pair_end": _pk_of("pair"),
    "planning:consultation": _pk_of("consultation"),
    "planning:point_add": _pk_of("consultation"),
    "planning:decision_remove": _pk_of("decision"),
    "planning:signal_discuss": lambda _world: {"year": 2027},
    "planning:item_discuss": lambda world: {"pk": world.item.pk},
    "planning:member_edit": lambda world: {"pk": world.waiting.pk},
    "planning:member_invitation": lambda world: {"pk": world.waiting.pk},
    "planning:member_remove": lambda world: {"pk": world.waiting.pk},
    "planning:group_edit": lambda world: {"pk": world.group.pk},
    "planning:group_remove": lambda world: {"pk": world.group.pk},
    "segments:scheme_edit": _pk_of("edition"),
    "segments:scheme_map": _pk_of("edition"),
    "segments:advice": _pk_of("advice"),
    **{f"segments:advice_{step}": _pk_of("advice") for step in ("take", "refuse", "reopen")},
    **{f"segments:{step}": lambda _world: {"code_slug": "s1-rustig"} for step in PROFILE_STEPS},
    "segments:quote_archive": _pk_of("quote"),
    "segments:segment_sheet": _pk_of("sheet"),
    "segments:segment_sheet_pdf": _pk_of("sheet"),
    "segments:chance_take_up": _pk_of("stance"),
    "target_group": _pk_of("target_group"),
    "target_group_edit": _pk_of("target_group"),
    **{
        f"segments:collection_part{step}": _pk_of("collection_part")
        for step in ("", "_edit", "_mean", "_archive", "_restore")
    },
    "segments:group_quote_add": _pk_of("target_group"),
    "segments:group_quote_archive": _pk_of("group_quote"),
    "segments:title": lambda _world: {"number": 1},
    "segments:monitor_edit": lambda _world: {"year": 2025},
    "segments:cover": lambda _world: {"number": 1},
    "segments:import_sample": lambda _world: {"slug": "uitleningen"},
    "segments:import_profile_remove": lambda world: {"pk": world.profile.pk},
    **{f"segments:import_{step}": lambda world: {"pk": world.loan_import.pk} for step in STEPS},
    "planning:accept_invitation": lambda world: {
        "token": signing.dumps([world.library.pk, world.waiting.pk], salt=invitations.SALT)
    },
    "account_reset_password_from_key": lambda _world: {"uidb36": "1", "key": "set-password"},
    "account_confirm_email": lambda _world: {"key": "nothing"},
    "mfa_remove_webauthn": lambda _world: {"pk": 1},
    "mfa_edit_webauthn": lambda _world: {"pk": 1},
}


@contextmanager
def changing_nothing() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def build() -> World:
    library = make.library(slug="noorderveld", is_demonstration=False)
    elsewhere = make.library(slug="elders", is_demonstration=False)
    waiting = make.member(library)
    User.objects.filter(pk=waiting.user_id).update(password=PASSWORDLESS)
    branch = make.branch(library)
    with tenancy.library_scope(library):
        group = BranchGroup.objects.create(library=library, name="Stad")
        loan_import = LoanImport.objects.create(
            library=library,
            kind="loans",
            filename="uitleningen.csv",
            digest="0" * 64,
            inspection=INSPECTION,
        )
        profile = ImportProfile.objects.create(
            library=library, name="Maandexport", kind="loans", settings=SHIPPED[0].to_json()
        )
    item = make_plan.item(library, "Reistafel")
    world = World(library, elsewhere, waiting, branch, group, loan_import, profile, item)
    for role in ("staff", "manager", "admin"):
        world.sessions[role] = session_of(make.member(library, role=role).user)
    world.around = around(library, branch)
    world.around["view"] = view_of_staff(library, waiting)
    world.around["advice"] = make_advice(library).pk
    world.around |= meeting_of(library)
    world.around["edition"] = earlier_edition(library)
    world.around |= heard_and_printed(library)
    world.around["tip"] = tip_of(library)
    world.around["stance"] = not_now(library)
    world.around |= campaign_of(library)
    world.around |= reviewed_of(library)
    world.around |= hung_in(branch, world.around["campaign"])
    world.sessions["stranger"] = session_of(make.member(elsewhere, role="admin").user)
    return world


def around(library: Library, branch: Branch) -> dict[str, int]:
    """What stands around the plan of a library, by name."""
    days = {"starts_on": date(2027, 3, 10), "ends_on": date(2027, 3, 21), "library": library}
    with tenancy.library_scope(library):
        campaign = NationalCampaign.objects.create(
            name="Boekenweek", code="boekenweek", year=2027, **days
        )
        holiday = Holiday.objects.create(name="Verbouwing", kind="closed", **days)
        plan = YearPlan.objects.create(library=library, year=2027)
        rows = release.rows_of(library, 2027)
        PlanVersion.objects.create(library=library, plan=plan, number=1, items=rows)
        review = reviews.ask_review(PlanItem.objects.get(), by=None)
        first, second = Membership.objects.order_by("pk")[:2]
        pair = BuddyPair.objects.create(library=library, first=first, second=second)
        initiative = Initiative.objects.create(library=library, year=2027, title="Reistafel")
        point = FocusPoint.objects.create(library=library, name="Leesplezier")
        accepted = AcceptedSignal.objects.create(
            library=library, key="gap_joint:x", code="gap_joint", text="Gat", reason="Goed zo"
        )
        part = CollectionPart.objects.create(library=library, name="Reiskast")
    group = make_plan.target_group(library)
    with tenancy.library_scope(library):
        heard = FloorQuote.objects.create(
            library=library, target_group=group, text="Vragen naar groot", heard_on=date(2027, 3, 4)
        )
    return {
        "national": campaign.pk,
        "holiday": holiday.pk,
        "accepted": accepted.pk,
        "initiative": initiative.pk,
        "pair": pair.pk,
        "review": review.pk,
        "focus_point": point.pk,
        "target_group": group.pk,
        "collection_part": part.pk,
        "group_quote": heard.pk,
        "channel": make_plan.channel(library).pk,
        "display": make_plan.display(library, branch).pk,
    }


def hung_in(branch: Branch, campaign: int) -> dict[str, int]:
    """A screen in the hall with that campaign on it, and a message of the library."""
    library = branch.library
    with tenancy.library_scope(library):
        screen = Screen.objects.create(library=library, branch=branch, name="Hal", slug="hal")
        [placement] = screens.place_campaign(Campaign.objects.get(pk=campaign), [screen], by=None)
        slide = slides.add_slide(library, by=None, kind="message", heading="Welkom")
        programmes.make_programmes(library)
    return {"campaign_placement": placement.pk, "slide": slide.pk}


def campaign_of(library: Library) -> dict[str, int]:
    """A campaign with a task, a remark and a count."""
    campaign = make_campaign(library, "Reizen begint in Dorp", start="first")
    days = {"from_on": date(2027, 3, 1), "to_on": date(2027, 3, 7)}
    with tenancy.library_scope(library):
        task = PlanItem.objects.filter(parent=campaign.item, kind="task").earliest("pk")
        comment = Comment.objects.create(library=library, item=campaign.item, body="Mooi")
        count = CampaignCount.objects.create(
            library=library, campaign=campaign, phase="before", what="visit", number=40, **days
        )
        row = titles.write_in(campaign, name="Camperroutes", by=None)
    return {
        "campaign": campaign.pk,
        "campaign_row": row.pk,
        "campaign_task": task.pk,
        "campaign_comment": comment.pk,
        "campaign_count": count.pk,
    }


def reviewed_of(library: Library) -> dict[str, int]:
    """A campaign that a guest is asked about, with a post and a page; and one that taught us."""
    asked = make_campaign(library, "Weer op de fiets")
    learned = make_campaign(library, "Boekenbal", starts_on=date(2026, 3, 2))
    day = asked.item.starts_on
    with tenancy.library_scope(library):
        fields = {"heading": "Fietsen", "text": "Stap op."}
        post = posts.begin_post(
            library, by=None, name="Start", day=day, channels=[], campaign=asked, fields=fields
        )
        review = reviews.ask_review(asked.item, by=None)
        link, _token = guests.open_link(review, for_whom="Wethouder", by=None)
        for rows in (GuestLink.objects.filter(pk=link.pk), GuestAddress.objects.all()):
            rows.update(digest=feeds.digest_of(GUEST_TOKEN))
        content = sheets.briefing(asked, today=day)
        sheet = sheet_actions.freeze(asked, "briefing", content, on=day, by=None)
        somebody = Membership.objects.filter(library=library).earliest("pk").user
        closing.close(
            learned, by=somebody, verdict="adjust", lesson="Eerder beginnen", seen="", today=day
        )
    return {
        "asked": asked.pk,
        "asked_post": post.pk,
        "guest_link": link.pk,
        "campaign_sheet": sheet.pk,
        "learned": learned.pk,
    }


def meeting_of(library: Library) -> dict[str, int]:
    """A consultation that is going on, with a point and what was decided about it."""
    item = make_plan.item(library, "Overleg", kind="consultation")
    with tenancy.library_scope(library):
        held = Consultation.objects.create(library=library, item=item, started_at=timezone.now())
        point = AgendaItem.objects.create(library=library, consultation=held, title="Kast")
        decision = Decision.objects.create(
            library=library, consultation=held, agenda_item=point, text="Naar links"
        )
    return {"consultation": item.pk, "point": point.pk, "decision": decision.pk}


def earlier_edition(library: Library) -> int:
    """An edition of the segmentation that is not in use any more, beside the one that is."""
    with tenancy.library_scope(library):
        earlier = SegmentScheme.objects.create(library=library, name="2024", is_active=False)
        now = SegmentScheme.objects.create(library=library, name="2026")
        for position, scheme in enumerate((earlier, now), start=1):
            Segment.objects.create(
                library=library, scheme=scheme, code="S1", name="Rustig", position=position
            )
        return earlier.pk


def heard_and_printed(library: Library) -> dict[str, int]:
    """What somebody heard about the segment in use, and a page on it for the management team."""
    with tenancy.library_scope(library):
        segment = Segment.objects.get(scheme__is_active=True)
        quote = FloorQuote.objects.create(
            library=library, segment=segment, text="Grote letter?", heard_on=date(2027, 3, 4)
        )
        sheet = SegmentSheet.objects.create(
            library=library,
            segment=segment,
            made_on=date(2027, 3, 4),
            content={"name": segment.name, "code": segment.code, "lead": "Klein."},
        )
    return {"quote": quote.pk, "sheet": sheet.pk}


def not_now(library: Library) -> int:
    """That the segment in use is not chosen this year."""
    with tenancy.library_scope(library):
        segment = Segment.objects.get(scheme__is_active=True)
        stance = SegmentStance.objects.create(
            library=library, segment=segment, year=2027, reason="Eerst de jeugd"
        )
        return stance.pk


def tip_of(library: Library) -> int:
    """A book tip that is live, about a book that no catalogue knows."""
    with tenancy.library_scope(library):
        fields = {"text": "Lees dit.", "by": "Els, Dorp"}
        return tips.write_tip(library, by=None, book=make_posts.Named("Reis"), fields=fields).pk


def view_of_staff(library: Library, waiting: Membership) -> int:
    """A way of looking at the plan that the member of staff keeps."""
    with tenancy.library_scope(library):
        staff = Membership.objects.exclude(pk=waiting.pk).get(library=library, role="staff")
        return SavedView.objects.create(library=library, owner=staff.user, name="Marketing").pk


def session_of(user: User) -> str:
    """The key of a session in which this person just came in, second factor and all."""
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    browser = make.client(user)
    request = HttpRequest()
    request.session = browser.session
    record_authentication(request, user, method="password")
    request.session.save()
    return str(request.session.session_key)


def browser_of(user: User) -> Client:
    """A browser in which this person has just come in, second factor and all."""
    browser = Client()
    browser.cookies["sessionid"] = session_of(user)
    return browser


def route_names() -> list[str]:
    """Every route of the product; one without a name is named by its pattern."""
    return sorted(set(_names(get_resolver().url_patterns, "", "")))


def _names(
    patterns: "list[URLPattern | URLResolver]", namespace: str, prefix: str
) -> Iterator[str]:
    for each in patterns:
        path = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from _names(each.url_patterns, inner, path)
        else:
            yield f"{namespace}{each.name}" if each.name else f"(no name) {path}"


def url_of(name: str, world: World) -> str:
    return reverse(name, kwargs=KWARGS[name](world) if name in KWARGS else None)


def outcome(response: Any) -> str:
    """A status, or the word for where a redirect to logging in goes."""
    location = response.headers.get("Location", "")
    if response.status_code == 302:
        for word, start in (
            ("login", reverse("account_login")),
            ("factor", reverse("mfa_index")),
            ("again", reverse("account_reauthenticate")),
        ):
            if location.split("?")[0] == start:
                return word
    return str(response.status_code)

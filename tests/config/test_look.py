import gzip
import re
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import polib
import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.utils.translation import gettext_lazy

from config.templatetags.look import soft_hyphens

STATIC = settings.BASE_DIR / "static"
TEMPLATES = settings.BASE_DIR / "templates"
SHEETS = {path.name: path.read_text() for path in sorted((STATIC / "css").glob("*.css"))}
GROUND = SHEETS["app.css"] + SHEETS["components.css"]  # what every page loads
STYLES = "".join(SHEETS.values())
SOURCES = sorted([*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.txt")])
THEMES = {"light": 0, "dark": 1}
TOKENS = {
    name: values.split(", ")
    for name, values in re.findall(r"--([\w-]+): light-dark\((#\w+, #\w+)\);", GROUND)
}
SURFACES = ["paper", "sheet", "sunk"]
# Letters need 4.5 : 1 and edges 3 : 1 (WCAG 1.4.3 and 1.4.11).
LETTERS = [
    *[(word, surface) for word in ["ink", "ink-soft"] for surface in SURFACES],
    *[(word, "paper") for word in ["collection", "marketing", "programming", "national"]],
    *[(word, surface) for word in ["bad", "ok", "warning"] for surface in ["paper", "sheet"]],
    *[(word, f"{word}-wash") for word in ["bad", "ok", "warning"]],
    *[("ink", f"{word}-wash") for word in ["bad", "ok", "warning"]],
    *[(f"on-{word}", word) for word in ["collection", "marketing", "programming"]],
    *[(f"band-{band}-text", f"band-{band}") for band in range(1, 6)],
    ("paper", "ink"),
    ("paper", "bad"),
    ("ink", "marker"),
    ("ink", "hairline"),
]
EDGES = [(edge, surface) for edge in ["edge", "focus", "ink"] for surface in SURFACES]


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str, theme: str) -> float:
    first, second = (luminance(TOKENS[name][THEMES[theme]]) for name in (one, other))
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def test_contrast_of_black_and_white_is_the_known_one() -> None:
    assert luminance("#FFFFFF") == pytest.approx(1)
    assert (luminance("#FFFFFF") + 0.05) / (luminance("#000000") + 0.05) == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("pairs", "least"), [(LETTERS, 4.5), (EDGES, 3.0)])
def test_token_pairs_have_contrast(theme: str, pairs: list[tuple[str, str]], least: float) -> None:
    measured = {pair: round(contrast(*pair, theme), 2) for pair in pairs}

    assert {pair: ratio for pair, ratio in measured.items() if ratio < least} == {}


def test_styles_use_only_tokens_that_exist() -> None:
    used = set(re.findall(r"var\(--([\w-]+)", STYLES))
    defined = set(re.findall(r"--([\w-]+):", STYLES))

    assert used - defined == set()
    assert defined - used == set()


def test_colours_are_named_once_in_the_tokens() -> None:
    tokens, _, rest = GROUND.partition("@layer base {")
    # Printed sheets and screens in a branch are pages by themselves: always in the same light,
    # without our frame. Images of posts and previews of screens show what those look like.
    printed = {"sheet.css", "segment_sheet.css", "campaign_sheet.css", "shelf_cards.css"}
    printed |= {"player.css", "posts.css", "screens.css"}
    sheets = [
        rest,
        *(text for name, text in SHEETS.items() if text not in GROUND and name not in printed),
    ]
    colours = [
        colour
        for text in sheets
        for colour in re.findall(
            r"#[0-9a-fA-F]{3,8}\b", re.sub(r"@layer print {.*?^}", "", text, flags=re.S | re.M)
        )
    ]

    assert "@layer tokens {" in tokens
    assert colours == ["#fff"]  # paper under a QR code


def test_styles_and_scripts_stay_small() -> None:
    scripts = {path.stem: path.read_bytes() for path in sorted((STATIC / "js").glob("*.js"))}
    ground = scripts.pop("app") + scripts.pop("adapter")

    # A page loads the ground and at most one sheet and one script of its own; a screen its two.
    own = max((text for text in SHEETS.values() if text not in GROUND), key=len)
    assert len(gzip.compress((GROUND + own).encode())) <= 25_000
    assert max(len(gzip.compress(ground + text)) for text in scripts.values()) <= 8_000
    assert len(gzip.compress(b"".join(scripts.values()))) <= 10_000
    assert {name for name, text in SHEETS.items() if text.count("\n") > 600} == set()


def test_styles_ask_nothing_from_other_hosts() -> None:
    addresses = re.findall(r'url\("([^"]+)"\)', STYLES)

    assert len(addresses) >= 2
    assert [each for each in addresses if not (STATIC / "css" / each).exists()] == []
    assert "@import" not in STYLES


class Policy(HTMLParser):
    """Collects what our content security policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        for name in names:
            if name == "style" or name.startswith(("on", "hx-on")):
                self.found.append(f"{tag} {name}")
        is_data = names.get("type") == "application/json"
        if tag == "style" or (tag == "script" and "src" not in names and not is_data):
            self.found.append(tag)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_template_compiles_and_keeps_to_the_policy(path: Path) -> None:
    source = path.read_text()
    policy = Policy()

    get_template(str(path.relative_to(TEMPLATES)))
    policy.feed(re.sub(r"{%.*?%}|{{.*?}}", "", source))

    assert policy.found == []
    assert "|safe" not in source


def test_policy_test_sees_what_is_refused() -> None:
    policy = Policy()

    policy.feed('<p style="x" onclick="y" hx-on:click="z"><script>1</script><style></style>')

    assert policy.found == ["p style", "p onclick", "p hx-on:click", "script", "style"]


def test_icons_that_are_used_exist() -> None:
    drawn = set(re.findall(r'<symbol id="(\w+)"', (STATIC / "icons.svg").read_text()))
    used = {
        name
        for path in SOURCES
        for name in re.findall(r'_icon\.html" with name="(\w+)"', path.read_text())
    }

    assert used - drawn == set()


class BranchForm(forms.Form):
    name = forms.CharField(label="Naam", help_text=gettext_lazy("Zoals lezers haar kennen"))
    kind = forms.ChoiceField(label="Soort", choices=[("a", "A")], widget=forms.RadioSelect)
    note = forms.CharField(label="Notitie", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, initial="x")


def test_form_with_errors_links_its_summary_to_the_fields() -> None:
    form = BranchForm({"secret": "x"})

    html = render_to_string("components/_form.html", {"form": form, "submit": "Sla op"})

    assert re.findall(r'<a href="(#\w+)">', html) == ["#id_name", "#id_kind"]
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    for name in ("id_name", "id_name_helptext", "id_name_error", "id_kind", "id_kind_error"):
        assert html.count(f'id="{name}"') == 1
    assert re.findall(r"(\w+) <span class=\"optional\">", html) == ["Notitie"]
    assert html.count('type="hidden"') == 1
    assert "2 dingen kloppen nog niet" in html


def test_form_without_errors_has_no_summary() -> None:
    html = render_to_string("components/_form.html", {"form": BranchForm(), "submit": "Sla op"})

    assert "error-summary" not in html
    assert re.findall(r"<button[^>]*>(.*)</button>", html) == ["Sla op"]


def test_link_in_a_help_text_stands_after_its_field() -> None:
    form = BranchForm()
    form.fields["name"].help_text = engines["django"].from_string('<a href="/x">?</a>').render()

    html = render_to_string("components/_field.html", {"field": form["name"]})

    assert html.index("<input") < html.index('href="/x"')


def test_steps_say_which_is_done_and_which_is_now() -> None:
    steps = [
        SimpleNamespace(label="Bestand", state="done", url="/1/"),
        SimpleNamespace(label="Kolommen", state="current", url="/2/"),
        SimpleNamespace(label="Rapport", state="todo", url=""),
    ]

    html = render_to_string("components/_steps.html", {"steps": steps})

    assert re.findall(r'href="([^"]+)"', html) == ["/1/"]
    assert html.count('aria-current="step"') == 1
    assert html.count("(klaar)") == 1


def test_pager_keeps_the_other_filters() -> None:
    request = RequestFactory().get("/", {"problem": "bad_date", "page": "2"})
    page = Paginator(range(70), 25).page(2)

    html = render_to_string("components/_pager.html", {"page": page}, request=request)

    assert re.findall(r'href="(\?[^"]+)"', html) == [
        "?problem=bad_date&amp;page=1",
        "?problem=bad_date&amp;page=3",
    ]
    assert "26 tot en met 50 van 70" in html


@pytest.mark.parametrize("name", ["400", "500", "503"])
def test_page_for_when_all_is_broken_needs_no_context_and_no_database(name: str) -> None:
    html = get_template(f"{name}.html").render()

    assert html.count("<h1>") == 1
    assert "/static/css/app" in html


@pytest.mark.parametrize(
    ("cookie", "expected"),
    [("dark", ' data-theme="dark"'), ("light", ' data-theme="light"'), ('"><b>', ""), ("auto", "")],
)
def test_theme_comes_from_the_cookie(cookie: str, expected: str) -> None:
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = cookie

    assert render_to_string("components/_theme.html", {"request": request}) == expected


def test_navigation_shows_what_does_not_fit_on_a_phone_under_more() -> None:
    places = [
        SimpleNamespace(url=f"/{n}/", label=f"Plek {n}", icon="week", current=n == 2, group="main")
        for n in range(7)
    ]

    html = render_to_string("components/_navigation.html", {"navigation": places})

    assert html.count('class=" overflow"') == 3
    assert html.count('aria-current="page"') == 1
    assert re.findall(r'popovertarget="([\w-]+)"', html) == ["more-menu"]


def test_borrowed_texts_are_still_said_by_django_or_allauth() -> None:
    import allauth
    import django

    said = {
        entry.msgid
        for package in (django.__file__, allauth.__file__)
        for path in Path(str(package)).parent.rglob("locale/nl/LC_MESSAGES/django.po")
        for entry in polib.pofile(str(path))
    }

    borrowed = polib.pofile(str(settings.BASE_DIR / "locale" / "nl" / "borrowed.po"))

    assert [entry.msgid for entry in borrowed if entry.msgid not in said] == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Reis", "Reis"),
        ("Tuin en natuur", "Tuin en natuur"),
        ("Prentenboeken", "Pren-ten-boe-ken"),
        ("Geschiedenis", "Ge-schie-de-nis"),
        ("Streekromans", "Streek-ro-mans"),
        ("Biografieën", "Bio-gra-fieën"),
        ("Jeugd informatief", "Jeugd infor-ma-tief"),
    ],
)
def test_long_words_may_break_between_syllables(name: str, expected: str) -> None:
    assert soft_hyphens(name) == expected.replace("-", "\u00ad")


def test_a_form_that_is_included_alone_is_handed_its_token() -> None:
    """With "only" a template has no token of the request: without htmx its button is refused."""
    texts = {path.relative_to(TEMPLATES).as_posix(): path.read_text() for path in SOURCES}
    alone = re.compile(r'{% include "([^"]+)"([^%]*) only %}')

    wrong = [
        (name, inner)
        for name, text in texts.items()
        for inner, given in alone.findall(text)
        if "{% csrf_token %}" in texts[inner]
        and "csrf_token=" not in given
        and "csrf_token=" not in texts[inner]
    ]

    assert wrong == []


def test_a_number_that_is_sent_back_has_no_thousands() -> None:
    sent = re.compile(r'value="\{\{ (?:[a-z_]+\.)*(?:version|number) \}\}"|\{\{ [a-z_.]+\.pk \}\}')

    assert [path.name for path in SOURCES if sent.search(path.read_text())] == []

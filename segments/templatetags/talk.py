"""The way from a figure to the next consultation, and back."""

from dataclasses import dataclass

from django import template
from django.middleware.csrf import get_token
from django.template import RequestContext
from django.utils import timezone

from planning.queries import talked
from planning.queries.talked import Talked
from planning.requests import Request
from segments import frozen
from segments.forms.talk import LONGEST, TalkForm
from segments.frozen import Figure

register = template.Library()
NOTHING = Talked([])


@dataclass(frozen=True)
class Talk:
    """A figure with the form that asks about it, and what was said about it before."""

    figure: Figure
    form: TalkForm
    talked: Talked
    csrf_token: str  # of its own: includes with "only" have none
    remark: str = ""

    @property
    def is_open(self) -> bool:
        """Whether there is something to fill in at once."""
        return bool(self.remark or self.form.errors)


@register.simple_tag(takes_context=True)
def talk_about(
    context: RequestContext, question: str, evidence: str, basis: str, address: str, source: str
) -> Talk:
    """What `_talk_together.html` shows for this figure."""
    request: Request = context.request  # type: ignore[assignment]
    texts = [str(each) for each in (question, evidence, basis, address, source)]
    texts[0] = texts[0][:LONGEST]
    return talk_of(request, Figure(request.library.pk, *texts))


def talk_of(
    request: Request, figure: Figure, form: TalkForm | None = None, *, remark: str = ""
) -> Talk:
    """The figure with what a page shows of it; the form as it begins, unless one is given."""
    if form is None:
        initial = {"figure": frozen.sign(figure), "question": figure.question}
        form = TalkForm(initial=initial, today=timezone.localdate(), auto_id=ids(figure))
    return Talk(figure, form, said_about(request, figure), get_token(request), remark)


def said_about(request: Request, figure: Figure) -> Talked:
    """What was said about it; a page asks once for all its figures."""
    found: dict[str, Talked] | None = getattr(request, "talked", None)
    if found is None:
        found = talked.talked(request.library, beginning=frozen.BEGINNING)
        request.talked = found  # type: ignore[attr-defined]
    return found.get(figure.stem, NOTHING)


def ids(figure: Figure) -> str:
    """Ids of the fields of its form."""
    return f"id_%s_{figure.anchor}"

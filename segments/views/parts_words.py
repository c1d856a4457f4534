"""What is said of parts of the collection: for whom, who really borrows, and what is not known."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planning.models import Library
from segments.meaning import Borrowed
from segments.models import CollectionPart, LoanImport
from segments.queries.parts import Basis, Progress
from segments.views import explorer_words as words

FAR_APART = 15.0  # per cent of the known loans between the top row and the group


def progress(found: Progress) -> str:
    """7 van 12 onderdelen hebben een groep."""
    if not found.count:
        return _("There are no parts yet.")
    if found.chosen == found.count:
        return _("Every part has a group: you know for whom everything is meant.")
    return ngettext(
        "%(chosen)d of %(count)d part has a group.",
        "%(chosen)d of %(count)d parts have a group.",
        found.count,
    ) % {"chosen": found.chosen, "count": found.count}


def place(part: CollectionPart) -> str:
    """What it is and where: kast in Dorp."""
    branch = part.branch.name if part.branch else _("every branch")
    return _("%(kind)s, %(branch)s") % {"kind": part.get_kind_display(), "branch": branch}


def meant_and_borrowed(part: CollectionPart, found: Borrowed | None) -> str:
    """For whom it is meant beside who borrows from it, in one sentence."""
    top = found.top if found else None
    if top is None or top.share is None:
        return _meant(part)
    values = {
        "group": part.meant_for.name if part.meant_for else "",
        "share": words.whole_percent(top.share),
        "top": top.name,
    }
    if part.meant_for is None:
        return _("Meant for nobody yet; of what we know, %(share)s goes to %(top)s.") % values
    if top.is_meant:
        own = found.meant_share if found else None
        values["share"] = words.whole_percent(top.share if own is None else own)
        return _("Meant for %(group)s, and %(share)s of what we know goes to them.") % values
    if found is None or not found.has_meant or found.is_elsewhere:
        return _("Meant for %(group)s, but %(share)s of what we know goes to %(top)s.") % values
    return (
        _("Meant for %(group)s; as far as it may be told most goes to %(top)s: %(share)s.") % values
    )


def _meant(part: CollectionPart) -> str:
    if part.meant_for is None:
        return _("Nobody has said yet for whom this is.")
    return _("Meant for %(group)s.") % {"group": part.meant_for.name}


def own_share(part: CollectionPart, found: Borrowed | None) -> str:
    """How much goes to the group itself, where somebody else is on top."""
    if found is None or part.meant_for is None or found.top is None or found.top.is_meant:
        return ""
    if not found.has_meant:
        return ""
    if found.meant_share is None:
        said = _("How much goes to %(group)s is too small to show.")
        return said % {"group": part.meant_for.name}
    values = {"group": part.meant_for.name, "share": words.whole_percent(found.meant_share)}
    if found.is_meant_hidden:
        return _("To %(group)s goes at least %(share)s.") % values
    return _("To %(group)s goes %(share)s.") % values


def short(found: Borrowed | None) -> str:
    """58 % Rustige buiten."""
    top = found.top if found else None
    if top is None or top.share is None:
        return ""
    return f"{words.whole_percent(top.share)} {top.name}"


def not_known(found: Borrowed) -> str:
    """How much of it is unknown, or too small to tell."""
    said = []
    if found.unknown is not None and found.total:
        said.append(
            _("Of %(total)s loans we may tell of %(known)s who took them.")
            % {
                "total": words.count(found.total),
                "known": words.count(min(found.known, found.total)),
            }
        )
    if found.hidden:
        said.append(
            ngettext(
                "%(count)d figure is too small to show and is left out.",
                "%(count)d figures are too small to show and are left out.",
                found.hidden,
            )
            % {"count": found.hidden}
        )
    return " ".join(said)


def counted_over(part: CollectionPart) -> str:
    """That it is about genres in a branch, and not about the shelf itself."""
    if _has_titles(part) and not part.genres.all():
        return _("Added up over the titles of this theme that may be told.")
    genres = ", ".join(genre.name for genre in part.genres.all())
    branch = part.branch.name if part.branch else _("all branches")
    return _("Added up over all loans of %(genres)s in %(branch)s, not of this shelf alone.") % {
        "genres": genres,
        "branch": branch,
    }


def source(library: Library, basis: Basis | None) -> str:
    """Readers, period, and when it was read in."""
    if basis is None:
        return ""
    readers = basis.readers if basis.known.has_ages else "all"
    parts = [str(words.READER_WORDS[readers]), basis.period.label()]
    files = LoanImport.objects.current().filter(library=library, kind=LoanImport.Kind.LOANS)
    newest = files.order_by("-finished_at", "-pk").first()
    if newest and newest.finished_at:
        day = date_format(localtime(newest.finished_at), "j F Y")
        parts.append(_("read in on %(day)s") % {"day": day})
    return " · ".join(parts)


def missing(part: CollectionPart, basis: Basis | None, found: Borrowed | None) -> str:
    """What would tell who borrows from it; empty where that is told."""
    if text := no_figures(basis):
        return text
    if not part.genres.all() and not _has_titles(part):
        return _("Say which genres stand here, and you see who borrows from it.")
    if found and found.has_enough:
        return ""
    return _("Too few loans here to say who takes them.")


def no_figures(basis: Basis | None) -> str:
    """The file that would tell who borrows; empty where one is there."""
    if basis is None:
        return _(
            "Who really borrows from it, we see from a file of loans with branch, genre and"
            " member number. Without it this list says for whom you mean it, and that is a lot."
        )
    if not basis.known.has_borrowers:
        return _("In your files it is not written who borrowed: a file with member numbers tells.")
    if not basis.rows:
        return _("Of your readers no age, area or segment is known: a file with ages tells more.")
    return ""


def _has_titles(part: CollectionPart) -> bool:
    """By the number that `parts.with_everything` brings along."""
    return bool(getattr(part, "title_count", 0))

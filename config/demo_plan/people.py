"""Who the people of the demonstration are to each other."""

from planning.models import Branch, BuddyPair, Library, Membership

CARDS: dict[str, dict[str, object]] = {
    "bram": {
        "branch": "CEN",
        "workdays": [1, 2, 4],
        "ask_me_about": "rubrieken, saneren, streekromans",
        "wants_to_learn": "waarom de ene tekst wel gelezen wordt en de andere niet",
        "reachable": "binnenlijn 114, liefst voor de middag",
    },
    "noor": {
        "branch": "CEN",
        "workdays": [1, 2, 3, 5],
        "ask_me_about": "nieuwsbrieven, Instagram, een tekst die kort blijft",
        "wants_to_learn": "hoe je kiest wat er wordt ingekocht",
        "reachable": "chat, ik antwoord dezelfde dag",
    },
    "ilse": {
        "workdays": [1, 2, 3, 4],
        "ask_me_about": "het beleidsplan en wat de gemeente vraagt",
        "reachable": "loop gerust binnen",
    },
    "tarik": {
        "branch": "OOS",
        "workdays": [2, 3, 4, 5],
        "ask_me_about": "bestanden inlezen, jeugdboeken, strips",
        "wants_to_learn": "wanneer je iets op een scherm zet",
        "reachable": "tarik staat op dinsdag aan de balie in Oost",
    },
}


def introduce(library: Library, team: dict[str, Membership]) -> None:
    """Write everybody's card, and make Bram and Noor a duo."""
    branches = {each.code: each for each in Branch.objects.filter(library=library)}
    for name, card in CARDS.items():
        member = team[name]
        for key, value in card.items():
            setattr(member, key, branches.get(str(value)) if key == "branch" else value)
        member.save(update_fields=list(card))
    first, second = sorted([team["bram"], team["noor"]], key=lambda each: each.pk)
    BuddyPair.objects.get_or_create(library=library, first=first, second=second)

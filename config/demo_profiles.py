"""What Noorderveld's staff wrote about the segments: who they are, how they are reached, what the
desk hears. All of it invented, as the segments are.
"""

from datetime import date, timedelta

from planning.models import Channel, Library
from segments.models import FloorQuote, Segment, SegmentChannel

SOURCE = "Eigen beeld van de werkgroep doelgroepen"
MUCH, USUAL, LITTLE = 1, 0, -1
TEXTS = {
    "S1": (
        "Net op zichzelf, vaak in een appartement bij het station. Ze regelen alles op "
        "hun telefoon en komen binnen als er iets te doen is."
    ),
    "S2": (
        "Gezinnen met jonge kinderen en volle agenda's. De bibliotheek ligt op de route "
        "tussen school en zwemles; wat op ooghoogte ligt gaat mee."
    ),
    "S3": (
        "Wonen ruim, buiten de kernen, vaak al lang op dezelfde plek. Ze zijn veel buiten"
        " en in de tuin. De afstand is een drempel: wie komt, neemt een stapel mee."
    ),
    "S4": (
        "Nieuw in Nederland of nieuw in de straat. Ze zoeken hulp bij de taal, voor "
        "zichzelf en met hun kinderen."
    ),
    "S5": (
        "Studenten en starters in de binnenstad. Ze komen om te werken; boeken lenen ze "
        "als ze er toevallig langs lopen."
    ),
    "S6": (
        "Vroeg op, veel vrijwilligerswerk, krant op tafel. Ze kennen ons bij naam en "
        "nemen hun kleinkinderen mee."
    ),
    "S7": (
        "Met pensioen, huis met tuin, tijd voor wat ze altijd al wilden. Ze lezen onze "
        "nieuwsbrief van begin tot eind."
    ),
    "S8": ("Drie generaties in hetzelfde dorp. Wat de buren zeggen telt meer dan een affiche."),
    "S9": (
        "Maken en repareren veel zelf, letten op wat iets kost. Gratis is een reden om te komen."
    ),
    "S10": (
        "Reizen, cultuur, goed eten. Ze kopen ook boeken, en lenen waar ze nieuwsgierig naar zijn."
    ),
    "S11": (
        "Hoogbouw, veel ploegendienst. Openingstijden die passen zijn belangrijker dan het aanbod."
    ),
}
CHANNELS = {
    "S1": {"Instagram": MUCH, "Nieuwsbrief": LITTLE, "Pers": LITTLE},
    "S2": {"Nieuwsbrief": MUCH, "Facebook": MUCH, "Balie": USUAL, "Pers": LITTLE},
    "S3": {"Pers": MUCH, "Nieuwsbrief": USUAL, "Instagram": LITTLE},
    "S4": {"Balie": MUCH, "Facebook": USUAL, "Pers": LITTLE},
    "S6": {"Balie": MUCH, "Pers": MUCH, "Instagram": LITTLE},
    "S7": {"Nieuwsbrief": MUCH, "Pers": MUCH, "Instagram": LITTLE},
    "S8": {"Facebook": MUCH, "Pers": USUAL, "Instagram": LITTLE},
    "S10": {"Nieuwsbrief": MUCH, "Website": USUAL},
}
# Segment, what was heard, by whom, where, and how many days ago.
QUOTES = (
    ("S3", "Vragen vaak naar grote letter, en of dat ook in Dorp kan.", "Els", "balie Dorp", 12),
    ("S3", "Wist niet dat we ook wandelgidsen hebben.", "Bram", "Centrum", 40),
    ("S2", "Willen prentenboeken per thema, dan zijn ze sneller klaar.", "Fatma", "balie Oost", 9),
    ("S4", "Zoeken eenvoudige boeken voor volwassenen.", "Noor", "Taalhuis", 21),
    ("S10", "Nieuwe reisgidsen zijn altijd uit als het mei wordt.", "Bram", "Centrum", 33),
)


def tell_of_segments(library: Library, *, today: date) -> None:
    """Fill what is still empty; what somebody wrote meanwhile stays."""
    rows = Segment.objects.filter(library=library, parent=None, scheme__is_active=True)
    segments = {segment.code: segment for segment in rows}
    for code, text in TEXTS.items():
        rows.filter(code=code, text="").update(text=text, source=SOURCE)
    if not SegmentChannel.objects.filter(library=library).exists():
        _say_channels(library, segments)
    if not FloorQuote.objects.filter(library=library, segment__isnull=False).exists():
        FloorQuote.objects.bulk_create(
            FloorQuote(
                library=library,
                segment=segments[code],
                text=text,
                heard_by=who,
                place=place,
                heard_on=today - timedelta(days=ago),
            )
            for code, text, who, place, ago in QUOTES
            if code in segments
        )


def _say_channels(library: Library, segments: dict[str, Segment]) -> None:
    channels = {channel.name: channel for channel in Channel.objects.filter(library=library)}
    SegmentChannel.objects.bulk_create(
        SegmentChannel(
            library=library,
            segment=segments[code],
            channel=channels[name],
            fit=fit,
            source="werkgroep doelgroepen",
        )
        for code, fits in CHANNELS.items()
        for name, fit in fits.items()
        if code in segments and name in channels
    )

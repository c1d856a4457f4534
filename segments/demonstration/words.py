"""Word lists for titles and authors that do not exist.

They name invented places and people: a real book of the same name would be an accident.
"""


def _listed(text: str) -> tuple[str, ...]:
    """A block of text with commas between the words."""
    return tuple(" ".join(word.split()) for word in text.split(","))


def _patterns(*lines: str) -> tuple[str, ...]:
    """Patterns with a bar between them, over one or more lines."""
    return tuple(pattern.strip() for line in lines for pattern in line.split("|"))


PLACES = _listed("""
    Zandwolde, Kraaienhorst, Noorderveld, Nieuw-Leemte, Oudedrift, Westerkolk, Molenschans,
    Oosterbleek, Duinderloo, Elzerhem, Flierdijk, Gagelsterp, Heidermeet, Ieperveen,
    Kolkerzijl, Lissenwold, Meerbrinke, Nesserhorn, Otterbroek, Plasserga, Rietermond,
    Slikkerhoek, Turfmade, Vennehaar, Wilgenterp, Beukenstede, Akkerwolde, Bleekerzand
""")
COUNTRIES = _listed("""
    Zuid-Valdorië, Ostravinië, Karpanië, de Merellen, Belmarië, Noord-Talunda, Isfjordië, de
    Sorelle-eilanden, Monteluna, Castravië, Quindalië, Lavendië, de Tamarkust, Pergolië
""")
FIRST_NAMES = _listed("""
    Fenna, Jorrit, Marijke, Sjoerd, Noor, Tijn, Hanneke, Bram, Liesbeth, Wessel, Roos, Daan,
    Yusra, Karim, Zoë, Mees, Aafke, Ruben, Saskia, Ilse, Gijs, Tessel, Henk, Joëlle, Rachid,
    Pien, Cato, Floor, Lammert, Elif, Anneke, Stijn
""")
SURNAMES = _listed("""
    Kruidenbos, Veldzwaluw, Turfkade, Nachtegaalder, Zilverdistel, Korenwolf, Van Zandwolde,
    Rietpluim, Havermoet, De Kraaienhorst, Waterspreng, Lindeschors, Meidoornaar,
    Schapenduin, Ganzerik, Vlierbes, Hazenpad, Omloop-Weide, Koperwiek, Molenschot,
    Stormvogelaar, Wolkenveer, Brandgans, IJsvorst, Ter Lissenwold, Dotterbloem, Eikenloof,
    Van Flierdijk, Pluimgraaf, Boterhoek, Zeekraal, Winterkoning, Duinpan, Leeuwerikse,
    Vuursteen, Klaproos-Vos, Slootkant, Van Elzerhem, Populier, Tarwegat
""")
ADJECTIVES = _listed("""
    stille, blauwe, vergeten, laatste, kleine, verre, rode, oude, gestolen, lange,
    verborgen, nieuwe, lichte, donkere, beste, wilde, zachte, verloren, eerste, gouden,
    koude, vreemde, dappere, groene
""")
NOUNS = _listed("""
    molen, fiets, brief, winter, zomer, tuin, zolder, boot, nacht, sleutel, buurman, oogst,
    rivier, herfst, schuur, hond, trein, bakker, vuurtoren, koffer, spiegel, tante, kade,
    reünie, getuige, piano, postbode, dijk, kelder, gast
""")
CREATURES = _listed("""
    egel, muis, kraai, otter, zeehond, mol, draak, geit, uil, vos, kikker, tovenaar,
    olifant, heks, robot, ridder, walvis, das
""")
DISHES = _listed("""
    pompoen, linzen, kaas, vis, groente, kruiden, pasta, vergeten groenten, aardappels,
    noten, peulvruchten, paddenstoelen
""")
CRAFTS = _listed("""
    breien, haken, houtbewerken, naaien, tekenen, fotograferen, pottenbakken, origami,
    zeilen
""")
SUBJECTS = _listed("""
    slaap, geld, werk, vriendschap, rouw, de overgang, het brein, opvoeden, de buurt, vrije
    tijd, stress, eenvoud
""")
ANIMALS = _listed("""
    dinosaurussen, vulkanen, haaien, treinen, ruimte, ridders, paarden, bijen, weer, het
    lichaam
""")
SEASON_NAMES = _listed("""
    winter, lente, zomer, herfst
""")
_NOVEL = _patterns(
    "De {adjective} {noun} van {place} | {person} en de {adjective} {noun}",
    "Terug naar {place} | Wat {person} niet vertelde | Een {noun} in {place}",
    "{place}, {season}",
)
_CHILD = _patterns(
    "{person} en de {adjective} {creature} | De {creature} van {place}",
    "{person} durft het toch | De {adjective} club van {place}",
    "Hoera voor {person} {surname}",
)
# The pattern of a title per rubriek; a semicolon or a quotation mark makes the cell a quoted one.
PATTERNS: dict[str, tuple[str, ...]] = {
    "ROM": _NOVEL,
    "LIT": (
        *_NOVEL,
        *_patterns(
            "Tegen {place} | Alles over {surname}",
        ),
    ),
    "SPAN": _patterns(
        "Moord in {place} | Het {place}-dossier",
        "De {adjective} {noun}: een zaak voor {surname} | Dood tij bij {place}",
        "Spoor van {surname}",
    ),
    "STREEK": _patterns(
        "De erven {surname} | {person} van de {noun} | Thuis in {place}",
        "Onder de linden van {place}",
    ),
    "FAN": _patterns(
        "De kronieken van {place} {number} | Het zwaard van {surname}",
        "Poort naar {country}",
    ),
    "BIO": _patterns(
        "{person} {surname}: een leven | {surname}; biografie van een {noun}maker",
        "Mijn jaren in {country}",
    ),
    "REIS": _patterns(
        "{country} te voet | {country}: reisgids | Met de trein door {country}",
        "Fietsen rond {place} | Wandelen in {country} | {country} in {number} dagen",
    ),
    "KOOK": _patterns(
        "Koken met {dish} uit {place} | {person} {surname} kookt",
        "{dish_capital} uit {country} | De keuken van {country}",
    ),
    "TUIN": _patterns(
        "De tuin van {person} {surname} | Tuinieren in {place} | Vogels van {place}",
        "Een jaar in de moestuin van {surname}",
    ),
    "GEZ": _patterns(
        "{person} {surname} over {subject} | Gezond in {place}",
        "De {surname}-methode: {subject}",
    ),
    "GES": _patterns(
        "Kleine geschiedenis van {place} | {place} in oorlog en vrede",
        "Het jaar van {surname} | Opkomst van {country}",
    ),
    "KUN": _patterns(
        "Schilders van {place} | {person} {surname}: foto's | Musea van {country}",
        "Licht in {place}",
    ),
    "HOB": _patterns(
        "Leer {craft} met {person} {surname} | {craft_capital} in {place}",
        "{number} ideeën uit {place}",
    ),
    "MENS": _patterns(
        '{surname} over {subject} | Samen leven in {place} | Het "wonder" van {place}',
    ),
    "STRIP": _patterns(
        "{surname} & Zn. {number} | Nachten in {place} | {country} {number}",
    ),
    "NL": _patterns(
        "Nederlands met {person}, deel {number} | Taal in {place}, niveau A{level}",
        "Praten met {person} {surname}",
    ),
    "PK": _patterns(
        "{person} en de {creature} | Slaap lekker, {creature} van {place}",
        "De {adjective} {creature} {person} | Waar is {person}?",
    ),
    "VL": (
        *_CHILD,
        *_patterns(
            "Verhalen uit {place}",
        ),
    ),
    "J E": _patterns(
        "{person} en de {creature} | De {creature} van {person} | Ik zie {person}",
    ),
    "J A": _CHILD,
    "J B": (
        *_CHILD,
        *_patterns(
            "Het geheim van {place} | De {surname}-bende {number}",
        ),
    ),
    "J C": _patterns(
        "Vijftien in {place} | Nooit meer {place} | Game over, {person}",
        "De {adjective} zomer van {person}",
    ),
    "J INF": _patterns(
        "Alles over {animals} met {person} | Spreekbeurt met {person}: {animals}",
        "{animals_capital} in {place}",
    ),
    "J STRIP": _patterns(
        "{person} & {creature} {number} | Paniek in {place} {number}",
        "{surname} junior {number}",
    ),
}

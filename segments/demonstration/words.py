"""Word lists for titles and authors that do not exist.

Every title names a place or a person that was invented for it, so none can be a real book by accident.
"""

PLACES = (
    "Zandwolde", "Kraaienhorst", "Noorderveld", "Nieuw-Leemte", "Oudedrift", "Westerkolk", "Molenschans",
    "Oosterbleek", "Duinderloo", "Elzerhem", "Flierdijk", "Gagelsterp", "Heidermeet", "Ieperveen", "Kolkerzijl",
    "Lissenwold", "Meerbrinke", "Nesserhorn", "Otterbroek", "Plasserga", "Rietermond", "Slikkerhoek", "Turfmade",
    "Vennehaar", "Wilgenterp", "Beukenstede", "Akkerwolde", "Bleekerzand",
)  # fmt: skip
COUNTRIES = (
    "Zuid-Valdorië", "Ostravinië", "Karpanië", "de Merellen", "Belmarië", "Noord-Talunda", "Isfjordië",
    "de Sorelle-eilanden", "Monteluna", "Castravië", "Quindalië", "Lavendië", "de Tamarkust", "Pergolië",
)  # fmt: skip
FIRST_NAMES = (
    "Fenna", "Jorrit", "Marijke", "Sjoerd", "Noor", "Tijn", "Hanneke", "Bram", "Liesbeth", "Wessel", "Roos", "Daan",
    "Yusra", "Karim", "Zoë", "Mees", "Aafke", "Ruben", "Saskia", "Ilse", "Gijs", "Tessel", "Henk", "Joëlle", "Rachid",
    "Pien", "Cato", "Floor", "Lammert", "Elif", "Anneke", "Stijn",
)  # fmt: skip
SURNAMES = (
    "Kruidenbos", "Veldzwaluw", "Turfkade", "Nachtegaalder", "Zilverdistel", "Korenwolf", "Van Zandwolde", "Rietpluim",
    "Havermoet", "De Kraaienhorst", "Waterspreng", "Lindeschors", "Meidoornaar", "Schapenduin", "Ganzerik", "Vlierbes",
    "Hazenpad", "Omloop-Weide", "Koperwiek", "Molenschot", "Stormvogelaar", "Wolkenveer", "Brandgans", "IJsvorst",
    "Ter Lissenwold", "Dotterbloem", "Eikenloof", "Van Flierdijk", "Pluimgraaf", "Boterhoek", "Zeekraal", "Winterkoning",
    "Duinpan", "Leeuwerikse", "Vuursteen", "Klaproos-Vos", "Slootkant", "Van Elzerhem", "Populier", "Tarwegat",
)  # fmt: skip
ADJECTIVES = (
    "stille", "blauwe", "vergeten", "laatste", "kleine", "verre", "rode", "oude", "gestolen", "lange", "verborgen",
    "nieuwe", "lichte", "donkere", "beste", "wilde", "zachte", "verloren", "eerste", "gouden", "koude", "vreemde",
    "dappere", "groene",
)  # fmt: skip
NOUNS = (
    "molen", "fiets", "brief", "winter", "zomer", "tuin", "zolder", "boot", "nacht", "sleutel", "buurman", "oogst",
    "rivier", "herfst", "schuur", "hond", "trein", "bakker", "vuurtoren", "koffer", "spiegel", "tante", "kade",
    "reünie", "getuige", "piano", "postbode", "dijk", "kelder", "gast",
)  # fmt: skip
CREATURES = (
    "egel", "muis", "kraai", "otter", "zeehond", "mol", "draak", "geit", "uil", "vos", "kikker", "spook", "olifant",
    "heks", "robot", "ridder", "walvis", "das",
)  # fmt: skip
DISHES = (
    "soep", "brood", "pompoen", "linzen", "kaas", "stoofpotjes", "appeltaart", "vis", "groente", "kruiden", "pasta",
    "vergeten groenten",
)  # fmt: skip
CRAFTS = ("breien", "haken", "houtbewerken", "naaien", "tekenen", "fotograferen", "pottenbakken", "origami", "zeilen")
SUBJECTS = (
    "slaap", "geld", "werk", "vriendschap", "rouw", "de overgang", "het brein", "opvoeden", "de buurt", "vrije tijd",
    "stress", "eenvoud",
)  # fmt: skip
ANIMALS = ("dinosaurussen", "vulkanen", "haaien", "treinen", "ruimte", "ridders", "paarden", "bijen", "weer", "het lichaam")

_NOVEL = (
    "De {adjective} {noun} van {place}",
    "{person} en de {adjective} {noun}",
    "Terug naar {place}",
    "Wat {person} niet vertelde",
    "Een {noun} in {place}",
    "{place}, {season}",
)
_CHILD = (
    "{person} en de {adjective} {creature}",
    "De {creature} van {place}",
    "{person} durft het toch",
    "De {adjective} club van {place}",
    "Hoera voor {person} {surname}",
)
# The pattern of a title per rubriek; a semicolon or a quotation mark makes the cell a quoted one.
PATTERNS: dict[str, tuple[str, ...]] = {
    "ROM": _NOVEL,
    "LIT": (*_NOVEL, "Tegen {place}", "Alles over {surname}"),
    "SPAN": ("Moord in {place}", "Het {place}-dossier", "De {adjective} {noun}: een zaak voor {surname}", "Dood tij bij {place}", "Spoor van {surname}"),
    "STREEK": ("De erven {surname}", "{person} van de {noun}", "Thuis in {place}", "Onder de linden van {place}"),
    "FAN": ("De kronieken van {place} {number}", "Het zwaard van {surname}", "Poort naar {country}"),
    "BIO": ("{person} {surname}: een leven", "{surname}; biografie van een {noun}maker", "Mijn jaren in {country}"),
    "REIS": ("{country} te voet", "{country}: reisgids", "Met de trein door {country}", "Fietsen rond {place}", "Wandelen in {country}", "{country} in {number} dagen"),
    "KOOK": ("Koken met {dish} uit {place}", "{person} {surname} kookt", "{dish_capital} uit {country}", "De keuken van {country}"),
    "TUIN": ("De tuin van {person} {surname}", "Tuinieren in {place}", "Vogels van {place}", "Een jaar in de moestuin van {surname}"),
    "GEZ": ("{person} {surname} over {subject}", "Gezond in {place}", "De {surname}-methode: {subject}"),
    "GES": ("Kleine geschiedenis van {place}", "{place} in oorlog en vrede", "Het jaar van {surname}", "Opkomst van {country}"),
    "KUN": ("Schilders van {place}", "{person} {surname}: foto's", "Musea van {country}", "Licht in {place}"),
    "HOB": ("Leer {craft} met {person} {surname}", "{craft_capital} in {place}", "{number} ideeën uit {place}"),
    "MENS": ("{surname} over {subject}", "Samen leven in {place}", 'Het "wonder" van {place}'),
    "STRIP": ("{surname} & Zn. {number}", "Nachten in {place}", "{country} {number}"),
    "NL": ("Nederlands met {person}, deel {number}", "Taal in {place}, niveau A{level}", "Praten met {person} {surname}"),
    "PK": ("{person} en de {creature}", "Slaap lekker, {creature} van {place}", "De {adjective} {creature} {person}", "Waar is {person}?"),
    "VL": (*_CHILD, "Verhalen uit {place}"),
    "J E": ("{person} en de {creature}", "De {creature} van {person}", "Ik zie {person}"),
    "J A": _CHILD,
    "J B": (*_CHILD, "Het geheim van {place}", "De {surname}-bende {number}"),
    "J C": ("Vijftien in {place}", "Nooit meer {place}", "Game over, {person}", "De {adjective} zomer van {person}"),
    "J INF": ("Alles over {animals} met {person}", "Spreekbeurt met {person}: {animals}", "{animals_capital} in {place}"),
    "J STRIP": ("{person} & {creature} {number}", "Paniek in {place} {number}", "{surname} junior {number}"),
}  # fmt: skip
SEASON_NAMES = ("winter", "lente", "zomer", "herfst")

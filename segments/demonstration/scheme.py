"""A household segmentation that nobody sells: 11 segments, 59 sub-segments, invented names."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class DemoSegment:
    """A segment and what is planted in it, to hold a figure on a page against the truth.

    `members` is how many members a hundred households give, against the other segments; `youth` the
    part of them under 18; `age` the mean age of its adults; `zeal` loans per member against the
    average; `index` the planted preference per rubriek (100 = as everybody, absent = 100).
    """

    code: str
    name: str
    colour: str
    subsegments: tuple[str, ...]
    members: int
    youth: float
    age: int
    zeal: float
    index: dict[str, int] = field(default_factory=dict)


def _index(text: str) -> dict[str, int]:
    """`J_INF:163 NL:64` as a dict; an underscore is the space in a youth rubriek's code."""
    pairs = (pair.split(":") for pair in text.split())
    return {code.replace("_", " "): int(value) for code, value in pairs}


# S3 is the large segment that hardly comes; S10 travels; S2 reads aloud; S4 learns Dutch.
SEGMENTS: tuple[DemoSegment, ...] = (
    DemoSegment(
        "S1",
        "Jonge starters",
        "#7a5ea8",
        (
            "Eerste sleutel",
            "Samen op zolder",
            "Net begonnen",
            "Avond en weekend",
            "Koffer op de gang",
        ),
        members=8,
        youth=0.28,
        age=29,
        zeal=0.8,
        index=_index(
            "ROM:104 LIT:131 SPAN:118 STREEK:42 BIO:70 REIS:122 KOOK:96 TUIN:55 GEZ:88 GES:76 "
            "KUN:128 PK:58 FAN:165 STRIP:150 NL:112"
        ),
    ),
    DemoSegment(
        "S2",
        "Drukke gezinnen",
        "#c2553d",
        (
            "Fiets vol kinderen",
            "Rij van acht",
            "Zwemles op zaterdag",
            "Oppas en agenda",
            "Dubbele maandag",
            "Logeren bij oma",
        ),
        members=46,
        youth=0.87,
        age=40,
        zeal=1.15,
        index=_index(
            "ROM:82 LIT:77 SPAN:93 STREEK:48 BIO:66 REIS:70 KOOK:118 TUIN:84 GEZ:105 GES:62 "
            "KUN:55 PK:181 VL:190 J_INF:163 NL:64 J_B:112"
        ),
    ),
    DemoSegment(
        "S3",
        "Rustige buiten",
        "#3f7f5f",
        (
            "Heg en horizon",
            "Boerderij met bank",
            "Laatste huis links",
            "Schuur vol plannen",
            "Wandelpad achter",
            "Stilte om vijf uur",
        ),
        members=5,
        youth=0.5,
        age=57,
        zeal=0.85,
        index=_index(
            "ROM:118 LIT:88 SPAN:126 STREEK:164 BIO:112 REIS:141 KOOK:133 TUIN:152 GEZ:128 "
            "GES:121 KUN:74 PK:61 VL:60 NL:46"
        ),
    ),
    DemoSegment(
        "S4",
        "Nieuwe buren",
        "#b0802b",
        (
            "Pas in de straat",
            "Twee talen thuis",
            "Eerste winter",
            "Cursus op dinsdag",
            "Familie dichtbij",
        ),
        members=10,
        youth=0.8,
        age=36,
        zeal=0.9,
        index=_index(
            "ROM:49 LIT:44 SPAN:71 STREEK:20 BIO:38 REIS:66 KOOK:103 TUIN:35 GEZ:71 GES:58 "
            "KUN:50 PK:130 NL:388 J_E:135 J_INF:112"
        ),
    ),
    DemoSegment(
        "S5",
        "Studie en stad",
        "#2f6f9f",
        (
            "Kamer boven de bakker",
            "Tentamenweek",
            "Bandje in de kelder",
            "Scriptie en soep",
            "Gracht en gitaar",
        ),
        members=14,
        youth=0.12,
        age=27,
        zeal=0.9,
        index=_index(
            "ROM:125 LIT:168 SPAN:92 STREEK:28 BIO:80 REIS:116 KOOK:84 TUIN:45 GEZ:95 GES:138 "
            "KUN:157 PK:44 FAN:140 STRIP:160 MENS:145 NL:121"
        ),
    ),
    DemoSegment(
        "S6",
        "Vroege vogels",
        "#a3476b",
        (
            "Krant om zeven uur",
            "Koor op woensdag",
            "Zwembad voor achten",
            "Vrijwillig en vief",
            "Kleinkind op schoot",
        ),
        members=12,
        youth=0.42,
        age=66,
        zeal=1.2,
        index=_index(
            "ROM:113 LIT:109 SPAN:101 STREEK:122 BIO:131 REIS:94 KOOK:98 TUIN:117 GEZ:124 "
            "GES:136 KUN:103 PK:57 NL:52"
        ),
    ),
    DemoSegment(
        "S7",
        "Tuin en tijd",
        "#5d8a2f",
        (
            "Moestuin en muziek",
            "Kas vol tomaten",
            "Camper op de oprit",
            "Bridge en borrel",
            "Rozen langs het pad",
            "Vogels voor het raam",
        ),
        members=15,
        youth=0.4,
        age=67,
        zeal=1.2,
        index=_index(
            "ROM:108 LIT:96 SPAN:112 STREEK:147 BIO:126 REIS:109 KOOK:121 TUIN:186 GEZ:137 "
            "GES:129 KUN:91 PK:49 NL:40"
        ),
    ),
    DemoSegment(
        "S8",
        "Dorpskring",
        "#8a6a4f",
        (
            "Kantine en kermis",
            "Drie generaties",
            "Kerk en korfbal",
            "Om de hoek geboren",
            "Werkplaats aan huis",
        ),
        members=22,
        youth=0.72,
        age=52,
        zeal=1.0,
        index=_index(
            "ROM:102 LIT:68 SPAN:134 STREEK:172 BIO:94 REIS:83 KOOK:116 TUIN:125 GEZ:110 GES:98 "
            "KUN:52 PK:104 J_INF:97 NL:43 J_STRIP:150 J_B:90"
        ),
    ),
    DemoSegment(
        "S9",
        "Zuinig en zelf",
        "#6b6f3a",
        (
            "Repareren kan ook",
            "Soep voor drie dagen",
            "Ruilen met de buren",
            "Naaimachine aan",
            "Kringloop op vrijdag",
        ),
        members=19,
        youth=0.76,
        age=45,
        zeal=1.05,
        index=_index(
            "ROM:91 LIT:73 SPAN:121 STREEK:99 BIO:78 REIS:64 KOOK:143 TUIN:108 GEZ:118 GES:85 "
            "KUN:62 PK:122 J_INF:108 HOB:185 NL:134 J_A:125"
        ),
    ),
    DemoSegment(
        "S10",
        "Ruim en reislust",
        "#1f7a7a",
        (
            "Koffer altijd klaar",
            "Terras op het zuiden",
            "Concert en kelder",
            "Tweede huis ver weg",
            "Atlas op tafel",
            "Wijn en wandelschoen",
        ),
        members=18,
        youth=0.5,
        age=56,
        zeal=1.1,
        index=_index(
            "ROM:106 LIT:142 SPAN:96 STREEK:61 BIO:139 REIS:230 KOOK:111 TUIN:97 GEZ:92 GES:133 "
            "KUN:151 PK:53 NL:38 J_INF:160 J_C:130 J_STRIP:65"
        ),
    ),
    DemoSegment(
        "S11",
        "Flat en fiets",
        "#59626b",
        (
            "Vierde verdieping",
            "Balkon met basilicum",
            "Ploegendienst",
            "Lift en lange gang",
            "Fiets in de hal",
        ),
        members=17,
        youth=0.75,
        age=42,
        zeal=0.85,
        index=_index(
            "ROM:97 LIT:86 SPAN:123 STREEK:70 BIO:84 REIS:81 KOOK:94 TUIN:40 GEZ:101 GES:79 "
            "KUN:70 PK:113 J_INF:105 STRIP:140 NL:158 J_STRIP:140 J_B:80"
        ),
    ),
)


@dataclass(frozen=True)
class SchemeRow:
    """One row of indeling.csv: a segment (parent empty) or a sub-segment."""

    code: str
    name: str
    parent: str
    colour: str


def scheme_rows() -> list[SchemeRow]:
    """The whole scheme in its own order: each segment followed by its sub-segments."""
    rows = []
    for segment in SEGMENTS:
        rows.append(SchemeRow(segment.code, segment.name, "", segment.colour))
        rows += [
            SchemeRow(f"{segment.code}.{number}", name, segment.code, segment.colour)
            for number, name in enumerate(segment.subsegments, start=1)
        ]
    return rows


def subsegment_codes() -> list[str]:
    """The codes of the 59 sub-segments in the scheme's order, which is that of all arrays."""
    return [row.code for row in scheme_rows() if row.parent]


def segment_positions() -> list[int]:
    """For each sub-segment the place of its segment in SEGMENTS."""
    return [place for place, segment in enumerate(SEGMENTS) for _ in segment.subsegments]

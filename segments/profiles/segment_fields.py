"""The fields of files about segments themselves: from one edition to the next, and members."""

from django.utils.translation import gettext_lazy as _

from .field import Field, field

# Two columns that a file of households may have as well: where an area lies.
WORK_AREA = (
    field("municipality", _("municipality"), "gemeente, gemeentenaam, gem, municipality"),
    field(
        "catchment",
        _("branch of the area"),
        "vestiging, vestigingscode, verzorgingsgebied, bibliotheek, dichtstbijzijnde vestiging",
    ),
)
_CODE = field(
    "code",
    _("code of the segment"),
    "segment, segmentcode, subsegment, sub-segment, subsegmentcode, profiel, profielcode",
)
_AREA = field(
    "area", _("area"), "gebied, wijk, wijkcode, kern, buurt, woonplaats, plaats, district, gemeente"
)

SEGMENT_FIELDS: dict[str, tuple[Field, ...]] = {
    "covers": (),  # pictures have no columns
    "mapping": (
        field(
            "old_code",
            _("code in the earlier edition"),
            "oud, oude code, oud segment, code oud, van, vorige code, old, old segment, from",
        ),
        field(
            "new_code",
            _("code in the edition in use"),
            "nieuw, nieuwe code, nieuw segment, code nieuw, naar, wordt, new, new segment, to",
        ),
    ),
    "memberships": (
        _CODE,
        _AREA,
        field(
            "age_group",
            _("age group of the members"),
            "leeftijdsgroep, leeftijdsklasse, leeftijdscategorie, leeftijd, age group, age",
        ),
        field(
            "members",
            _("number of members"),
            "leden, aantal leden, ledental, pashouders, aantal pashouders, abonnementen, members",
        ),
        field(
            "zero_borrowers",
            _("members who borrow nothing"),
            "nulleners, nul leners, aantal nulleners, niet-leners, zero borrowers",
        ),
        field(
            "heavy_borrowers",
            _("members who borrow much"),
            "veelleners, veel leners, grootleners, aantal veelleners, heavy borrowers",
        ),
    ),
}
SEGMENT_REQUIRED: dict[str, tuple[str, ...]] = {
    "covers": (),
    "mapping": ("old_code", "new_code"),
    "memberships": ("code", "members"),
}

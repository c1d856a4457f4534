from django.db import migrations

from planning import tenancy

# ScreenAddress and GuestAddress have no policy: they say which library a secret address belongs to.
TABLES = [
    "campaigns_booktip",
    "campaigns_campaign",
    "campaigns_campaigncount",
    "campaigns_campaigneffect",
    "campaigns_campaignsheet",
    "campaigns_campaigntitle",
    "campaigns_guestlink",
    "campaigns_placement",
    "campaigns_post",
    "campaigns_postvariant",
    "campaigns_programme",
    "campaigns_screen",
    "campaigns_slide",
    "campaigns_slidescreen",
]


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0001_initial")]
    operations = [migrations.RunSQL(*tenancy.fence(table)) for table in TABLES]

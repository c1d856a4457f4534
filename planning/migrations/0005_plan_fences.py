from django.db import migrations

from planning import tenancy

# AccessToken has no policy: it says which library a secret address belongs to.
TABLES = [
    "planning_acceptedsignal",
    "planning_agendaitem",
    "planning_buddypair",
    "planning_budget",
    "planning_calendarfeed",
    "planning_capacity",
    "planning_channel",
    "planning_comment",
    "planning_consultation",
    "planning_decision",
    "planning_display",
    "planning_focusgroup",
    "planning_focuspoint",
    "planning_holiday",
    "planning_initiative",
    "planning_involvement",
    "planning_itembranch",
    "planning_itemchange",
    "planning_itemchannel",
    "planning_nationalcampaign",
    "planning_plandraft",
    "planning_planitem",
    "planning_planseen",
    "planning_planseries",
    "planning_plansettings",
    "planning_planversion",
    "planning_review",
    "planning_savedview",
    "planning_snooze",
    "planning_targetgroup",
    "planning_yearplan",
]


class Migration(migrations.Migration):
    dependencies = [("planning", "0004_plan")]
    operations = [migrations.RunSQL(*tenancy.fence(table)) for table in TABLES]

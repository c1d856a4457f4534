from django.db import migrations

from planning import tenancy

TABLES = ["planning_branch", "planning_branchgroup", "planning_membership"]
# A person sees their own memberships before a library is chosen.
OWN = f"CREATE POLICY own ON planning_membership FOR SELECT USING (user_id = {tenancy.PERSON});"


class Migration(migrations.Migration):
    dependencies = [("planning", "0001_initial")]
    operations = [
        *(migrations.RunSQL(*tenancy.fence(table)) for table in TABLES),
        migrations.RunSQL(OWN, "DROP POLICY own ON planning_membership;"),
    ]

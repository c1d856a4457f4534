from planning.urls import (
    choices,
    items,
    meetings,
    outside,
    people,
    plan,
    plan_import,
    printed,
    release,
    signals,
    together,
)

app_name = "planning"
urlpatterns = [
    *choices.urlpatterns,
    *items.urlpatterns,
    *meetings.urlpatterns,
    *outside.urlpatterns,
    *people.urlpatterns,
    *plan.urlpatterns,
    *plan_import.urlpatterns,
    *printed.urlpatterns,
    *release.urlpatterns,
    *signals.urlpatterns,
    *together.urlpatterns,
]

from planning.urls import choices, items, people, plan, release, signals

app_name = "planning"
urlpatterns = [
    *choices.urlpatterns,
    *items.urlpatterns,
    *people.urlpatterns,
    *plan.urlpatterns,
    *release.urlpatterns,
    *signals.urlpatterns,
]

from planning.urls import choices, items, people, plan, release, signals, together

app_name = "planning"
urlpatterns = [
    *choices.urlpatterns,
    *items.urlpatterns,
    *people.urlpatterns,
    *plan.urlpatterns,
    *release.urlpatterns,
    *signals.urlpatterns,
    *together.urlpatterns,
]

from planning.urls import choices, items, people, plan, signals

app_name = "planning"
urlpatterns = [
    *choices.urlpatterns,
    *items.urlpatterns,
    *people.urlpatterns,
    *plan.urlpatterns,
    *signals.urlpatterns,
]

from planning.urls import items, people, signals

app_name = "planning"
urlpatterns = [*items.urlpatterns, *people.urlpatterns, *signals.urlpatterns]

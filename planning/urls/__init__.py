from planning.urls import people

app_name = "planning"
urlpatterns = [*people.urlpatterns]

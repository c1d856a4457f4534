from django.urls import path

from planning import views

app_name = "planning"
urlpatterns = [
    path("beheer/", views.manage, name="manage"),
]

from django.urls import path

from planning.views import parts

urlpatterns = [
    path("beheer/onderdelen/", parts.part_list, name="part_list"),
]

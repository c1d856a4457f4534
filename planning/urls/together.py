from django.urls import path

from planning.views import directory, parts

urlpatterns = [
    path("beheer/onderdelen/", parts.part_list, name="part_list"),
    path("samen/wie-is-wie/", directory.people_directory, name="people_directory"),
    path("samen/wie-is-wie/<int:pk>/", directory.person, name="person"),
    path("samen/wie-is-wie/<int:pk>/duo/", directory.pair_make, name="pair_make"),
    path("samen/duo/<int:pk>/beeindigen/", directory.pair_end, name="pair_end"),
    path("profiel/kaartje/", directory.card_edit, name="card_edit"),
]

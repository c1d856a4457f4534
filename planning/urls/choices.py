from django.urls import path

from planning.views import choices, initiatives, target_groups, year_room

urlpatterns = [
    path("keuzes/", choices.choices_now, name="choices_now"),
    path("keuzes/<int:year>/", choices.board, name="choices"),
    path("keuzes/<int:year>/niet/", choices.noes, name="choices_no"),
    path("keuzes/<int:year>/ruimte/", year_room.year_room, name="year_room"),
    path("keuzes/speerpunten/", year_room.focus_point_list, name="focus_points"),
    path("keuzes/speerpunten/nieuw/", year_room.focus_point_add, name="focus_point_add"),
    path("keuzes/speerpunten/<int:pk>/", year_room.focus_point_edit, name="focus_point_edit"),
    path(
        "keuzes/speerpunten/<int:pk>/afsluiten/",
        year_room.focus_point_archive,
        name="focus_point_archive",
    ),
    path("initiatieven/nieuw/", initiatives.initiative_add, name="initiative_add"),
    path("initiatieven/<int:pk>/", initiatives.initiative, name="initiative"),
    path("initiatieven/<int:pk>/wijzigen/", initiatives.initiative_edit, name="initiative_edit"),
    path("initiatieven/<int:pk>/besluit/", initiatives.initiative_decide, name="initiative_decide"),
    path("initiatieven/<int:pk>/vragen/", initiatives.initiative_tick, name="initiative_tick"),
    path("initiatieven/<int:pk>/jaarplan/", initiatives.initiative_plan, name="initiative_plan"),
    path("doelgroepen/", target_groups.target_group_list, name="target_groups"),
    path("doelgroepen/nieuw/", target_groups.target_group_add, name="target_group_add"),
    path("doelgroepen/<int:pk>/", target_groups.target_group, name="target_group"),
    path(
        "doelgroepen/<int:pk>/wijzigen/", target_groups.target_group_edit, name="target_group_edit"
    ),
    path(
        "doelgroepen/<int:pk>/focus/", target_groups.target_group_focus, name="target_group_focus"
    ),
    path(
        "doelgroepen/<int:pk>/afsluiten/",
        target_groups.target_group_archive,
        name="target_group_archive",
    ),
]

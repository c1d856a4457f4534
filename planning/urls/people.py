from django.urls import path

from planning import views

urlpatterns = [
    path("beheer/gebruikers/", views.member_list, name="member_list"),
    path("beheer/gebruikers/nieuw/", views.member_add, name="member_add"),
    path("beheer/gebruikers/<int:pk>/", views.member_edit, name="member_edit"),
    path(
        "beheer/gebruikers/<int:pk>/uitnodiging/", views.member_invitation, name="member_invitation"
    ),
    path("beheer/gebruikers/<int:pk>/verwijderen/", views.member_remove, name="member_remove"),
    path("beheer/vestigingen/", views.branch_list, name="branch_list"),
    path("beheer/vestigingen/nieuw/", views.branch_add, name="branch_add"),
    path("beheer/vestigingen/groepen/nieuw/", views.group_add, name="group_add"),
    path("beheer/vestigingen/groepen/<int:pk>/", views.group_edit, name="group_edit"),
    path("beheer/vestigingen/groepen/<int:pk>/opheffen/", views.group_remove, name="group_remove"),
    path("beheer/drempels/", views.thresholds, name="thresholds"),
    path("profiel/", views.profile, name="profile"),
    path("profiel/sessies/", views.session_list, name="session_list"),
    path("uitnodiging/<str:token>/", views.accept_invitation, name="accept_invitation"),
]

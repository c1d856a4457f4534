from django.urls import include, path

from config import choices, demonstration, home, manage, pages, target_groups

handler500 = "config.errors.server_error"

urlpatterns = [
    path("", home.home, name="home"),
    path("welkom/", home.put_away_card, name="put_away_card"),
    path("later/", home.put_later, name="put_later"),
    path("later/terug/", home.bring_back, name="bring_back"),
    path("taken/<int:pk>/klaar/", home.task_tick, name="task_tick"),
    path("bibliotheek/", home.switch_library, name="switch_library"),
    path("demonstratie/", demonstration.demonstration_login, name="demonstration_login"),
    path("privacy/", pages.privacy, name="privacy"),
    path("toegankelijkheid/", pages.accessibility, name="accessibility"),
    path("help/", pages.help_page, name="help"),
    path("beheer/", manage.manage, name="manage"),
    path("beheer/vestigingen/<int:pk>/", manage.branch_edit, name="branch_edit"),
    path(
        "beheer/voorbeeldgegevens/", demonstration.remove_demonstration, name="remove_demonstration"
    ),
    # Pages of planning that show what segments knows; they answer at planning's own addresses.
    path("doelgroepen/", target_groups.target_group_list, name="target_groups"),
    path("doelgroepen/nieuw/", target_groups.target_group_add, name="target_group_add"),
    path("doelgroepen/<int:pk>/", target_groups.target_group, name="target_group"),
    path(
        "doelgroepen/<int:pk>/wijzigen/",
        target_groups.target_group_edit,
        name="target_group_edit",
    ),
    path("keuzes/<int:year>/", choices.choices, name="choices"),
    path("", include("planning.urls")),
    path("", include("segments.urls")),
    path("", include("campaigns.urls")),
    path("toegang/email/", pages.own_email, name="own_email"),
    path("toegang/", include("allauth.account.urls")),
    path("toegang/tweestaps/", include("allauth.mfa.urls")),
]

from django.urls import path

from planning.views import national, overlays, places, signals
from planning.views.thresholds import plan_books, plan_thresholds

urlpatterns = [
    path("jaarplan/<int:year>/signalen/", signals.signals, name="signals"),
    path("jaarplan/<int:year>/signalen/accepteren/", signals.signal_accept, name="signal_accept"),
    path(
        "jaarplan/<int:year>/signalen/<int:pk>/terug/",
        signals.signal_withdraw,
        name="signal_withdraw",
    ),
    path("jaarplan/<int:year>/landelijk/", national.national, name="national"),
    path("jaarplan/<int:year>/beginnen/", national.begin_year, name="begin_year"),
    path("jaarplan/landelijk/<int:pk>/", national.national_answer, name="national_answer"),
    path("jaarplan/landelijk/<int:pk>/plannen/", national.national_plan, name="national_plan"),
    path("beheer/landelijk/", overlays.national_list, name="national_list"),
    path("beheer/landelijk/nieuw/", overlays.national_add, name="national_add"),
    path("beheer/landelijk/<int:pk>/", overlays.national_edit, name="national_edit"),
    path(
        "beheer/landelijk/<int:pk>/verwijderen/", overlays.national_remove, name="national_remove"
    ),
    path("beheer/vakanties/", overlays.holiday_list, name="holiday_list"),
    path("beheer/vakanties/regio/", overlays.holiday_region, name="holiday_region"),
    path("beheer/vakanties/nieuw/", overlays.holiday_add, name="holiday_add"),
    path("beheer/vakanties/<int:pk>/", overlays.holiday_edit, name="holiday_edit"),
    path("beheer/vakanties/<int:pk>/verwijderen/", overlays.holiday_remove, name="holiday_remove"),
    path("beheer/kanalen/", places.channel_list, name="channel_list"),
    path("beheer/kanalen/nieuw/", places.channel_add, name="channel_add"),
    path("beheer/kanalen/<int:pk>/", places.channel_edit, name="channel_edit"),
    path("beheer/kanalen/<int:pk>/aanbieden/", places.channel_archive, name="channel_archive"),
    path("beheer/presentaties/", places.display_list, name="display_list"),
    path("beheer/presentaties/nieuw/", places.display_add, name="display_add"),
    path("beheer/presentaties/<int:pk>/", places.display_edit, name="display_edit"),
    path("beheer/presentaties/<int:pk>/aanbieden/", places.display_archive, name="display_archive"),
    path("beheer/drempels/boeken/", plan_books, name="plan_books"),
    path("beheer/drempels/jaarplan/", plan_thresholds, name="plan_thresholds"),
]

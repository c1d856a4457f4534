from django.urls import include, path

from config import home

handler500 = "config.errors.server_error"

urlpatterns = [
    path("", home.home, name="home"),
    path("demonstratie/", home.demonstration_login, name="demonstration_login"),
    path("bibliotheek/", home.switch_library, name="switch_library"),
    path("", include("planning.urls")),
    path("", include("segments.urls")),
    path("toegang/", include("allauth.account.urls")),
    path("toegang/tweestaps/", include("allauth.mfa.urls")),
]

from django.urls import path

from campaigns.views import campaign_screens, pairing, screen_now, screens, slide_preview, slides

urlpatterns = [
    path("schermen/", screens.screens, name="screens"),
    path("schermen/nieuw/", screens.screen_add, name="screen_add"),
    path("schermen/slides/nieuw/", slides.slide_add, name="slide_add"),
    path("schermen/slides/beeld/", slide_preview.slide_drawn, name="slide_drawn"),
    path("schermen/slides/voorbeeld/", slide_preview.slide_preview, name="slide_preview"),
    path("schermen/slides/<int:pk>/", slides.slide_edit, name="slide_edit"),
    path("schermen/slides/<int:pk>/weg/", slides.slide_archive, name="slide_archive"),
    path("schermen/<slug:slug>/", screens.screen, name="screen"),
    path("schermen/<slug:slug>/wijzigen/", screens.screen_edit, name="screen_edit"),
    path("scherm/", pairing.pairing_code, name="pairing_code"),
    path("scherm/koppelen/stand/", pairing.pairing_state, name="pairing_state"),
    path("scherm/koppelen/wachter.js", pairing.pairing_worker, name="pairing_worker"),
    path("schermen/<slug:slug>/koppelen/", pairing.screen_pair, name="screen_pair"),
    path("schermen/<slug:slug>/adres/", screens.screen_address, name="screen_address"),
    path("schermen/<slug:slug>/intrekken/", screens.screen_revoke, name="screen_revoke"),
    path("schermen/<slug:slug>/weg/", screens.screen_archive, name="screen_archive"),
    path("schermen/<slug:slug>/nu/", screen_now.screen_now, name="screen_now"),
    path("schermen/<slug:slug>/voorbeeld/", screen_now.screen_preview, name="screen_preview"),
    path(
        "campagnes/<int:pk>/scherm/",
        campaign_screens.campaign_screens,
        name="campaign_screens",
    ),
    path(
        "campagnes/<int:pk>/scherm/voorbeeld/",
        campaign_screens.campaign_screen_preview,
        name="campaign_screen_preview",
    ),
    path(
        "campagnes/<int:pk>/scherm/<int:placement>/",
        campaign_screens.placement_edit,
        name="placement_edit",
    ),
    path(
        "campagnes/<int:pk>/scherm/<int:placement>/weg/",
        campaign_screens.placement_remove,
        name="placement_remove",
    ),
]

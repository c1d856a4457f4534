from django.urls import URLPattern, path

from campaigns.views import effect

urlpatterns: list[URLPattern] = [
    path("campagnes/<int:pk>/effect/", effect.campaign_effect, name="campaign_effect"),
    path(
        "campagnes/<int:pk>/effect/titels.<str:kind>",
        effect.campaign_effect_file,
        name="campaign_effect_file",
    ),
]

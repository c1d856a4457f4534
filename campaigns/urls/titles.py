from django.urls import URLPattern, path

from campaigns.views import titles

OF = "campagnes/<int:pk>/titels/"

urlpatterns: list[URLPattern] = [
    path(OF, titles.campaign_titles, name="campaign_titles"),
]

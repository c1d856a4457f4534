from django.urls import URLPattern, path

from campaigns.views import titles, titles_change, titles_onward, titles_paste

OF = "campagnes/<int:pk>/titels/"
ONE = f"{OF}<int:row>/"

urlpatterns: list[URLPattern] = [
    path("campagnes/titels/", titles_onward.titles_onward, name="titles_onward"),
    path(OF, titles.campaign_titles, name="campaign_titles"),
    path(f"{OF}voorstellen/", titles.campaign_suggestions, name="campaign_suggestions"),
    path(f"{OF}erbij/", titles_change.campaign_titles_add, name="campaign_titles_add"),
    path(f"{OF}opschrijven/", titles_change.campaign_title_write, name="campaign_title_write"),
    path(f"{OF}plakken/", titles_paste.campaign_titles_paste, name="campaign_titles_paste"),
    path(f"{OF}geplakt/", titles_paste.campaign_titles_pasted, name="campaign_titles_pasted"),
    path(f"{OF}terug/", titles_change.campaign_title_restore, name="campaign_title_restore"),
    path(f"{ONE}opmerking/", titles_change.campaign_title_edit, name="campaign_title_edit"),
    path(f"{ONE}plaats/", titles_change.campaign_title_move, name="campaign_title_move"),
    path(f"{ONE}weg/", titles_change.campaign_title_remove, name="campaign_title_remove"),
    path(f"{ONE}koppelen/", titles_change.campaign_title_match, name="campaign_title_match"),
]

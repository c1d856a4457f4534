from django.urls import path

from campaigns.views import closing, guest, review, sheets

urlpatterns = [
    path("campagnes/<int:pk>/beoordeling/", review.campaign_review, name="campaign_review"),
    path(
        "campagnes/<int:pk>/beoordeling/intrekken/",
        review.review_withdraw,
        name="review_withdraw",
    ),
    path(
        "campagnes/<int:pk>/beoordeling/gast/<int:link>/vernieuwen/",
        review.guest_renew,
        name="guest_renew",
    ),
    path(
        "campagnes/<int:pk>/beoordeling/gast/<int:link>/stoppen/",
        review.guest_revoke,
        name="guest_revoke",
    ),
    path("gast/<str:token>/", guest.guest, name="guest"),
    path("gast/<str:token>/beeld-<int:pk>.png", guest.guest_image, name="guest_image"),
    path("campagnes/<int:pk>/afronden/", closing.campaign_close, name="campaign_close"),
    path("campagnes/<int:pk>/heropenen/", closing.campaign_reopen, name="campaign_reopen"),
    path("keuzes/<int:year>/lessen/<int:pk>/", closing.lesson_take_up, name="lesson_take_up"),
    path("campagnes/<int:pk>/briefing/", sheets.campaign_briefing, name="campaign_briefing"),
    path("campagnes/<int:pk>/resultaat/", sheets.campaign_result, name="campaign_result"),
    path("campagnes/blad/<int:pk>/", sheets.campaign_sheet, name="campaign_sheet"),
    path("campagnes/blad/<int:pk>/pdf/", sheets.campaign_sheet_pdf, name="campaign_sheet_pdf"),
]

from django.urls import path

from campaigns.views import newsletter, shelf_cards, tip_add, tips

TIPS = "collectie/boekentips/"

urlpatterns = [
    path(TIPS, tips.tips, name="tips"),
    path(f"{TIPS}nieuw/", tip_add.tip_add, name="tip_add"),
    path(f"{TIPS}nieuwsbrief/", newsletter.newsletter, name="tips_newsletter"),
    path(f"{TIPS}nieuwsbrief/blok.html", newsletter.newsletter_file, name="tips_newsletter_file"),
    path(f"{TIPS}kaartjes/", shelf_cards.shelf_cards, name="tips_cards"),
    path(f"{TIPS}kaartjes/kaartjes.pdf", shelf_cards.shelf_cards_pdf, name="tips_cards_pdf"),
    path(f"{TIPS}<int:pk>/", tips.tip, name="tip"),
    path(f"{TIPS}<int:pk>/wijzigen/", tips.tip_edit, name="tip_edit"),
    path(f"{TIPS}<int:pk>/terughalen/", tips.tip_take_back, name="tip_take_back"),
    path(f"{TIPS}<int:pk>/terugzetten/", tips.tip_put_back, name="tip_put_back"),
    path(f"{TIPS}<int:pk>/versie/", tips.tip_restore, name="tip_restore"),
]

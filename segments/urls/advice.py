from django.urls import path

from segments.views import advice, signals

urlpatterns = [
    path("collectie/signalen/", signals.signals, name="signals"),
    path("collectie/signalen/export.csv", signals.signals_csv, name="signals_csv"),
    path("collectie/signalen/export.xlsx", signals.signals_xlsx, name="signals_xlsx"),
    path("collectie/signalen/<int:pk>/", advice.advice, name="advice"),
    path("collectie/signalen/<int:pk>/overnemen/", advice.advice_take, name="advice_take"),
    path("collectie/signalen/<int:pk>/niet-doen/", advice.advice_refuse, name="advice_refuse"),
    path("collectie/signalen/<int:pk>/terug/", advice.advice_reopen, name="advice_reopen"),
]

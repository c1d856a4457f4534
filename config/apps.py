from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        # Tasks that a web process sends must know the broker.
        from config import celery  # noqa: F401

"""The web process."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from planning import tenancy  # noqa: E402 - models exist only after the line above

tenancy.refuse_powerful_role()

"""The web process."""

from django.core.wsgi import get_wsgi_application

from planning import tenancy

application = get_wsgi_application()
tenancy.refuse_powerful_role()

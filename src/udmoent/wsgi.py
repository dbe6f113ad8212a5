# SPDX-License-Identifier: MPL-2.0
import os

from django.core.checks import ERROR, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "udmoent.settings")
application = get_wsgi_application()
faults = [f"{found.msg} {found.hint}" for found in run_checks(tags=["udmoent"]) if found.level >= ERROR]
if faults:
    raise ImproperlyConfigured("\n".join(faults))

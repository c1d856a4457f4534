"""How much may come in: a large file only from somebody who may read files in."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import TemporaryFileUploadHandler

MIB = 1024 * 1024
FROM_NOBODY = MIB
FROM_STAFF = 25 * MIB


class LimitedUploadHandler(TemporaryFileUploadHandler):
    """Refuse a body by its announced length, before a byte of it is on our disk.

    The form is read to find its CSRF token, hence before anything has looked at who is asking.
    """

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - Django calls it by name
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        user = getattr(self.request, "user", None)
        membership = getattr(self.request, "membership", None)
        if user is None or not user.is_authenticated:
            most = FROM_NOBODY
        elif membership is None or not membership.is_admin:
            most = FROM_STAFF
        else:
            return  # the caps of segments.reading hold for these
        if content_length > most:
            raise RequestDataTooBig(f"more than {most} bytes from somebody without that right")

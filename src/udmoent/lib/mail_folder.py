# SPDX-License-Identifier: MPL-2.0
"""A folder instead of a mail server: each mail is a file of its own, which any mail program opens."""

from collections.abc import Sequence
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class EmailBackend(BaseEmailBackend):
    """Its name is by Django's custom. The folder is EMAIL_FILE_PATH."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.folder = Path(str(settings.EMAIL_FILE_PATH))

    def open(self) -> bool:
        self.folder.mkdir(parents=True, exist_ok=True)
        return False

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.open()
        for message in email_messages:
            written = message.message()
            sent_at = parsedate_to_datetime(written["Date"])
            (self.folder / f"{sent_at:%Y%m%d-%H%M%S}-{uuid4().hex[:8]}.eml").write_bytes(written.as_bytes())
        return len(email_messages)

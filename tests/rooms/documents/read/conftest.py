# SPDX-License-Identifier: MPL-2.0
import pytest
from django.utils.translation import override


@pytest.fixture(autouse=True)
def danish():
    with override("da"):
        yield

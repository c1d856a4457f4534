"""Ends well when the web server of this container answers with a page made from the database."""

import os
from urllib.request import Request, urlopen

headers = {"Host": os.environ["ALLOWED_HOSTS"].partition(",")[0], "X-Forwarded-Proto": "https"}
urlopen(Request("http://127.0.0.1:8000/", headers=headers), timeout=8).close()

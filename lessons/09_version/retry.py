"""What may be sent again, and how often."""

from urllib3.util import Retry

# A prediction changes nothing on the server, so its POST may be sent twice; but not
# after a timeout (read=False), for a slow service gets slower by being asked again.
RETRY = Retry(
    total=3,
    read=False,
    backoff_factor=0.1,
    status_forcelist={429, 502, 503, 504},
    allowed_methods={"GET", "POST"},
    raise_on_status=False,
)

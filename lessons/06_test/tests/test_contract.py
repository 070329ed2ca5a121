"""The contract: the service does what its own OpenAPI document says."""

import schemathesis
from hypothesis import settings

from app.main import app

schema = schemathesis.openapi.from_dict(app.openapi())
schema.app = app  # asked directly, without a network


@schema.parametrize()
@settings(max_examples=50)
def test_each_endpoint_keeps_its_promises(case):
    """No 5xx; documented codes, types and shapes only; what is wrong is refused."""
    case.call_and_validate()

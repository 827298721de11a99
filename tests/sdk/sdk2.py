"""The official SDK of API 2.0. It speaks HTTPS only, and has no module for CKafka: its modules are a host name each, and
this is one more. It trusts what SSL_CERT_FILE names."""

import json
import os
from unittest import mock

from QcloudApi.modules.base import Base

from gateway import ALL, INSTANCE, every_way

SIGNATURES = ["HmacSHA1", "HmacSHA256"]
METHODS = ["POST", "GET"]


def client(gateway, key=ALL, method="POST", signature="HmacSHA256"):
    class Ckafka(Base):
        requestHost = gateway.host

    secret_id, secret, token = key
    config = {
        "Region": "ap-guangzhou", "secretId": secret_id, "secretKey": secret, "method": method,
        "SignatureMethod": signature, "Token": token or "",
    }
    # The SDK makes its connection, and with it decides whom to trust, right here
    with mock.patch.dict(os.environ, SSL_CERT_FILE=gateway.ca):
        return Ckafka(config)


def answer(sdk, action, **parameters):
    """The whole answer of an action."""
    return json.loads(sdk.call(action, {"instanceId": INSTANCE, **parameters}))


def ask(sdk, action, **parameters):
    """The result of an action, which must work; some have it in `data`, some beside the code."""
    whole = answer(sdk, action, **parameters)
    assert (whole["code"], whole["codeDesc"]) == (0, "Success"), f"{action}: {whole}"
    return whole.get("data", whole)


def refused(sdk, action, **parameters):
    """Code, word and message of an answer, which must be no success."""
    whole = answer(sdk, action, **parameters)
    assert whole["code"] != 0 and "data" not in whole, f"{action}: {whole}"
    return whole["code"], whole["codeDesc"], whole["message"]


def pages(sdk, action, name, limit, **parameters):
    """Every entry of a list, page by page."""
    found, total = [], None
    while total is None or len(found) < total:
        page = ask(sdk, action, offset=len(found), limit=limit, **parameters)
        assert 0 < len(page[name]) <= limit, f"{action}: a page of {len(page[name])} at {len(found)}"
        found += page[name]
        total = page["totalCount"]
    return found


#: Runs a test with one client after the other.
in_every_way = every_way(client, SIGNATURES, METHODS)

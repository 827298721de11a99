"""The official SDK of API 3.0, told nothing but where the API is."""

import json

from tencentcloud.ckafka.v20190819 import ckafka_client, models
from tencentcloud.common.credential import Credential
from tencentcloud.common.exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile

from gateway import ALL, INSTANCE, every_way

# Every way of asking that the SDK has
SIGNATURES = ["TC3-HMAC-SHA256", "HmacSHA256", "HmacSHA1"]
METHODS = ["POST", "GET"]


def client(gateway, key=ALL, method="POST", signature="TC3-HMAC-SHA256"):
    http = HttpProfile(
        protocol="https" if gateway.ca else "http",
        endpoint=gateway.host,
        reqMethod=method,
        reqTimeout=30,
        certification=gateway.ca,
    )
    profile = ClientProfile(signMethod=signature, httpProfile=http)
    return ckafka_client.CkafkaClient(Credential(*key), "ap-guangzhou", profile)


def ask(client, action, **parameters):
    """Calls an action by the SDK's method and types; the answer as plain dicts, without what is not there."""
    request = getattr(models, f"{action}Request")()
    request.from_json_string(json.dumps({"InstanceId": INSTANCE} | parameters))
    answer = json.loads(getattr(client, action)(request).to_json_string())
    assert answer["RequestId"], f"{action}: no id"
    return answer["Result"]


def pages(client, action, name, limit, **parameters):
    """Every entry of a list, page by page, as a script does it."""
    found, total = [], None
    while total is None or len(found) < total:
        page = ask(client, action, Offset=len(found), Limit=limit, **parameters)
        assert 0 < len(page[name]) <= limit, f"{action}: a page of {len(page[name])} at {len(found)}"
        found += page[name]
        total = page["TotalCount"]
    return found


def refused(case, call, *arguments, **parameters):
    """The code and message of an error that the SDK raises."""
    with case.assertRaises(TencentCloudSDKException) as raised:
        call(*arguments, **parameters)
    return raised.exception.get_code(), raised.exception.get_message()


#: Runs a test with one client after the other.
in_every_way = every_way(client, SIGNATURES, METHODS)

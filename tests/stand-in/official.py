"""Signs with the official SDKs' own code: one question per line (JSON) comes in, one signature per line goes out."""

import base64
import hashlib
import json
import sys

from QcloudApi.common.sign import Sign as Sign2
from tencentcloud.ckafka.v20190819.ckafka_client import CkafkaClient
from tencentcloud.common.credential import Credential
from tencentcloud.common.http.request import RequestInternal
from tencentcloud.common.sign import Sign as Sign3

CLIENT = CkafkaClient(Credential("AKIDnobody", "nothing"), "ap-guangzhou")


def of_api2(asked):
    sign = Sign2("AKIDnobody", asked["secret"])
    return sign.make(asked["host"], asked["path"], asked["params"], asked["method"], asked["algorithm"])


def of_api3(asked):
    headers = {name: value for name, value in asked["headers"]}
    body = base64.b64decode(asked["body"])
    if list(headers) == ["content-type", "host"]:
        request = RequestInternal(
            headers["host"], asked["method"], asked["path"],
            {"Content-Type": headers["content-type"], "Host": headers["host"], "X-TC-Timestamp": asked["time"]},
            asked["query"] if asked["method"] == "GET" else body,
        )
        return CLIENT._get_tc3_signature(None, request, asked["date"], "ckafka", asked["secret"])
    # The SDK itself signs those two headers only. Where there are more, what is signed is put together here as the
    # documentation has it, and the SDK does the rest
    headers["x-tc-action"] = headers["x-tc-action"].lower()
    canonical = "\n".join([
        asked["method"], asked["path"], asked["query"],
        "".join(f"{name}:{value}\n" for name, value in headers.items()),
        ";".join(headers),
        hashlib.sha256(body).hexdigest(),
    ])
    scope = f"{asked['date']}/ckafka/tc3_request"
    text = f"TC3-HMAC-SHA256\n{asked['time']}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    return Sign3.sign_tc3(asked["secret"], asked["date"], "ckafka", text)


for line in sys.stdin:
    asked = json.loads(line)
    print(of_api2(asked) if asked["api"] == 2 else of_api3(asked), flush=True)

"""Makes extra.json: signatures by an implementation of its own, with nothing but Python's standard library.

    python3 make_extra.py > extra.json

The algorithms were written from their descriptions (API 2.0 "request signature", API 3.0 "signature method v3"),
not from this crate. Each case is one that the published vectors and the SDKs' vectors leave open.
"""

import base64
import hashlib
import hmac
import json
from datetime import datetime, timezone
from urllib.parse import quote

ID, KEY = "AKIDEXAMPLEonlyForTests00000000000000", "EXAMPLEsecretKeyOnlyForTests0000"
SOURCE = "tests/vectors/make_extra.py (Python standard library: hmac, hashlib, base64)"
cases = []


def v2(name, note, method="POST", host="ckafka.api.qcloud.com", algorithm="HmacSHA256", nonce="11886", **business):
    params = {"Action": "SetGroupOffsets", "Nonce": nonce, "Region": "ap-guangzhou", "SecretId": ID,
              "SignatureMethod": algorithm, "Timestamp": "1700000000", "instanceId": "ckafka-8j4rodrr"}
    params.update({key.replace("__", "."): value for key, value in business.items()})
    signed = {key.replace("_", "."): value for key, value in params.items()
              if not (method == "POST" and value[:1] == "@")}
    joined = "&".join(key + "=" + signed[key] for key in sorted(signed, key=lambda key: key.encode()))
    text = f"{method}{host}/v2/index.php?{joined}"
    digest = hashlib.sha256 if algorithm == "HmacSHA256" else hashlib.sha1
    signature = base64.b64encode(hmac.new(KEY.encode(), text.encode(), digest).digest()).decode()
    encoded = "&".join(quote(key, safe="") + "=" + quote(value, safe="") for key, value in params.items())
    cases.append({
        "name": name, "algorithm": "HmacSHA256" if algorithm == "HmacSHA256" else "HmacSHA1", "api": "v2",
        "secret_id": ID, "secret_key": KEY, "method": method, "host": host, "path": "/v2/index.php",
        "params": params, "headers": {}, "timestamp": 1700000000, "string_to_sign": text, "signature": signature,
        "signature_url_encoded": quote(signature, safe=""),
        "encoded_query_or_body": encoded + "&Signature=" + quote(signature, safe=""), "source": SOURCE, "note": note,
    })


def tc3(name, note, time=1700000000, host="ckafka.tencentcloudapi.com", method="POST", query="", payload="{}",
        signed=("content-type", "host"), **more):
    headers = {"X-TC-Timestamp": str(time), "Host": host, "Content-Type": "application/json",
               "X-TC-Action": "ModifyGroupOffsets", "X-TC-Version": "2019-08-19"}
    headers.update({key.replace("_", "-"): value for key, value in more.items()})
    lower = {key.lower(): value.strip() for key, value in headers.items()}
    lower["x-tc-action"] = lower["x-tc-action"].lower()
    sha = lambda text: hashlib.sha256(text.encode()).hexdigest()
    mac = lambda key, text: hmac.new(key, text.encode(), hashlib.sha256).digest()
    names = ";".join(sorted(signed))
    canonical = "\n".join([method, "/", query, "".join(f"{key}:{lower[key]}\n" for key in sorted(signed)), names,
                           sha(payload)])
    date = datetime.fromtimestamp(time, timezone.utc).strftime("%Y-%m-%d")
    scope = f"{date}/ckafka/tc3_request"
    text = f"TC3-HMAC-SHA256\n{time}\n{scope}\n{sha(canonical)}"
    of_date = mac(("TC3" + KEY).encode(), date)
    of_service = mac(of_date, "ckafka")
    signing = mac(of_service, "tc3_request")
    signature = mac(signing, text).hex()
    cases.append({
        "name": name, "algorithm": "TC3-HMAC-SHA256", "api": "v3", "secret_id": ID, "secret_key": KEY,
        "method": method, "host": host, "path": "/", "query": query, "payload": payload, "headers": headers,
        "timestamp": time, "service": "ckafka", "hashed_payload": sha(payload), "canonical_request": canonical,
        "hashed_canonical_request": sha(canonical), "credential_scope": scope, "string_to_sign": text,
        "secret_date_hex": of_date.hex(), "secret_service_hex": of_service.hex(),
        "secret_signing_hex": signing.hex(), "signature": signature, "signed_headers": names,
        "authorization": f"TC3-HMAC-SHA256 Credential={ID}/{scope}, SignedHeaders={names}, Signature={signature}",
        "source": SOURCE, "note": note,
    })


reset = {"group": "orders-consumer", "strategy": "1", "timestamp": "-2", "topics__0": "orders"}
v2("extra-post-value-begins-with-at", "a POST leaves such a value out of the string to sign",
   **{**reset, "group": "@group"})
v2("extra-get-value-begins-with-at", "a GET signs it", method="GET", **{**reset, "group": "@group"})
v2("extra-post-at-inside-a-value", "only the beginning counts", **{**reset, "group": "group@home"})
v2("extra-underscore-in-names", "becomes a dot, before sorting; in values it stays",
   a_b="x_y", aB="2", **reset)
v2("extra-nonce-at-most", "2^63-1", nonce="9223372036854775807", **reset)
v2("extra-host-with-port", "an SDK that is given a port signs it", host="127.0.0.1:8788", **reset)
v2("extra-sha1-post-token", "what an SDK sends with a temporary key and without being told a method",
   algorithm="HmacSHA1", Token="exampleToken+/=_AZaz09-notreal", **reset)
v2("extra-other-method-word-means-sha1", "only exactly HmacSHA256 selects SHA-256", algorithm="hmacsha256", **reset)
v2("extra-shift-least", "-2^63", group="g", strategy="0", shift="-9223372036854775808", topics__0="t")
v2("extra-offset-most", "2^63-1", group="g", strategy="2", offset="9223372036854775807", topics__0="t")
v2("extra-dry-run-and-create", "our additions are signed like everything", dryRun="1", createGroup="1", **reset)
v2("extra-plan-with-line-breaks", "a plan of two lines", group="g", plan="orders,0,10\norders,1,20,none")
v2("extra-group-of-four-byte-characters", "UTF-8 in the name of a group", **{**reset, "group": "\U0001f4e6訂單é"})
v2("extra-hundred-topics", "byte order of topics.N", group="g", strategy="1", timestamp="-1",
   **{f"topics__{n}": f"t-{n}" for n in range(100)})
v2("extra-three-at-signs-and-plus", "plus, percent and ampersand in a value", **{**reset, "group": "a+b%2B&c=@@@"})

tc3("extra-tc3-leap-day", "2024-02-29T23:59:59Z", time=1709251199)
tc3("extra-tc3-day-after-leap-day", "2024-03-01T00:00:00Z", time=1709251200)
tc3("extra-tc3-end-of-a-century", "2100-02-28T23:59:59Z, no leap year", time=4107542399)
tc3("extra-tc3-first-of-march-2100", "2100-03-01T00:00:00Z", time=4107542400)
tc3("extra-tc3-new-year", "2026-12-31T23:59:59Z", time=1798761599)
tc3("extra-tc3-epoch", "1970-01-01T00:00:00Z", time=0)
tc3("extra-tc3-international-host", "the host is signed", host="ckafka.intl.tencentcloudapi.com")
tc3("extra-tc3-three-headers", "the action is signed in lower case", signed=("host", "x-tc-action", "content-type"))
tc3("extra-tc3-space-around-header", "values are trimmed", signed=("host", "content-type"),
    Content_Type=" application/json ")
tc3("extra-tc3-empty-post-body", "the hash of nothing", payload="")
tc3("extra-tc3-raw-utf8-body", "bytes as sent", payload='{"Group":"訂單\U0001f4e6"}')
tc3("extra-tc3-get-query", "the query exactly as sent", method="GET", query="InstanceId=ckafka-x&Topics.0=a%2Bb",
    payload="", Content_Type="application/x-www-form-urlencoded")
tc3("extra-tc3-a-call", "a reset as this crate's own call sends it", signed=("host", "x-tc-action", "content-type"),
    payload='{"InstanceId":"ckafka-8j4rodrr","Group":"orders-consumer","Topics":["orders"],"Strategy":1,'
            '"ShiftTimestamp":-2}')

print(json.dumps(cases, ensure_ascii=False, indent=1))

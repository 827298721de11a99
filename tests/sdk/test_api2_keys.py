"""Who may use the SDK of API 2.0: keys, rights, clocks, and requests that come twice."""

import time
import unittest
from unittest import mock

from gateway import ALL, ELSEWHERE, ONE_GROUP, READER, TEMPORARY, Gateway
from sdk2 import METHODS, SIGNATURES, ask, client, refused

GROUP, TOPIC = "dlq-replayer", "invoices.dlq"


def parameters(group=GROUP, topic=TOPIC, offset=9):
    return {"group": group, "topics": [topic], "strategy": 2, "offset": offset}


class Keys(unittest.TestCase):
    def setUp(self):
        self.gateway = Gateway(tls=True)
        self.addCleanup(self.gateway.stop)
        self.before = self.gateway.committed(GROUP, TOPIC)

    def test_wrong_keys_are_refused(self):
        secret_id, secret, _ = ALL
        for signature in SIGNATURES:
            for method in METHODS:
                for key, expected in [
                    ((secret_id, "wrong-" + secret, None), 4100),
                    (("AKIDnobody", secret, None), 4104),
                    ((secret_id, secret, "a-token"), 4105),
                    ((*TEMPORARY[:2], None), 4105),
                    ((*TEMPORARY[:2], "another-token"), 4105),
                ]:
                    with self.subTest(signature=signature, method=method, key=key[0]):
                        sdk = client(self.gateway, key, method, signature)
                        code, word, message = refused(sdk, "SetGroupOffsets", **parameters())
                        self.assertEqual(code, expected, f"{word} {message}")
                        self.assertNotIn("canary", message)
        self.assertEqual(self.gateway.committed(GROUP, TOPIC), self.before)

    def test_a_temporary_key_works_with_its_token(self):
        for number, signature in enumerate(SIGNATURES):
            ask(client(self.gateway, TEMPORARY, signature=signature), "SetGroupOffsets", **parameters(offset=10 + number))
            self.assertEqual(self.gateway.committed(GROUP, TOPIC), [10 + number])

    def test_keys_do_what_they_may(self):
        reader = client(self.gateway, READER)
        self.assertEqual(ask(reader, "GetGroupOffsets", group=GROUP)["totalCount"], 1)
        self.assertEqual(refused(reader, "SetGroupOffsets", **parameters())[0], 4101)
        self.assertEqual(refused(client(self.gateway, ELSEWHERE), "ListGroup")[0], 4103)
        one_group = client(self.gateway, ONE_GROUP)
        self.assertEqual(refused(one_group, "SetGroupOffsets", **parameters("search-indexer", "orders.paid"))[0], 4103)
        self.assertEqual(self.gateway.committed(GROUP, TOPIC), self.before)
        ask(one_group, "SetGroupOffsets", **parameters(offset=3))
        self.assertEqual(self.gateway.committed(GROUP, TOPIC), [3])

    def test_a_clock_may_be_a_little_off(self):
        true = time.time
        for signature in SIGNATURES:
            for minutes in [-10, -4, 4, 10]:
                with self.subTest(signature=signature, minutes=minutes):
                    sdk = client(self.gateway, signature=signature)
                    where = self.gateway.committed(GROUP, TOPIC)
                    with mock.patch("time.time", lambda: true() + minutes * 60):
                        if abs(minutes) < 5:
                            ask(sdk, "SetGroupOffsets", **parameters(offset=20 + minutes))
                            where = [20 + minutes]
                        else:
                            self.assertEqual(refused(sdk, "SetGroupOffsets", **parameters(offset=30))[0], 4500)
                    self.assertEqual(self.gateway.committed(GROUP, TOPIC), where)

    def test_a_nonce_is_taken_once(self):
        for number, signature in enumerate(SIGNATURES):
            for method in METHODS:
                with self.subTest(signature=signature, method=method):
                    sdk = client(self.gateway, method=method, signature=signature)
                    nonce = 2**63 - 1 - number * 10 - len(method)
                    ask(sdk, "SetGroupOffsets", Nonce=nonce, **parameters(offset=31))
                    ask(client(self.gateway), "SetGroupOffsets", **parameters(offset=1))
                    code, word, message = refused(sdk, "SetGroupOffsets", Nonce=nonce, **parameters(offset=31))
                    self.assertEqual(code, 4500, f"{word} {message}")
                    self.assertEqual(self.gateway.committed(GROUP, TOPIC), [1], "the second one moved nothing")


class Logs(unittest.TestCase):
    def test_no_secret_is_logged_at_the_most_talkative_level(self):
        gateway = Gateway(tls=True, talkative=True)
        self.addCleanup(gateway.stop)
        for method in METHODS:
            ask(client(gateway, TEMPORARY, method), "SetGroupOffsets", **parameters())
            refused(client(gateway, (ALL[0], "wrong-canary", None), method), "ListGroup")
        gateway.stop()
        self.assertIn("SetGroupOffsets", gateway.log)
        for secret in ["canary", "Signature="]:
            self.assertNotIn(secret, gateway.log)

"""Who may use the SDK of API 3.0: keys, rights, clocks, and requests that come twice."""

import time
import unittest
from unittest import mock

from gateway import ALL, ELSEWHERE, ONE_GROUP, READER, TEMPORARY, Gateway
from sdk3 import SIGNATURES, ask, client, refused

GROUP, TOPIC = "dlq-replayer", "invoices.dlq"


def reset(sdk, group=GROUP, topic=TOPIC, offset=9):
    return ask(sdk, "ModifyGroupOffsets", Group=group, Strategy=2, Topics=[topic], Offset=offset)


class Keys(unittest.TestCase):
    def setUp(self):
        self.gateway = Gateway()
        self.addCleanup(self.gateway.stop)
        self.before = self.gateway.committed(GROUP, TOPIC)

    def nothing_moved(self):
        self.assertEqual(self.gateway.committed(GROUP, TOPIC), self.before)

    def test_wrong_keys_are_told_apart(self):
        secret_id, secret, _ = ALL
        for signature in SIGNATURES:
            for key, expected in [
                ((secret_id, "wrong-" + secret, None), "AuthFailure.SignatureFailure"),
                (("AKIDnobody", secret, None), "AuthFailure.SecretIdNotFound"),
                ((secret_id, secret, "a-token"), "AuthFailure.TokenFailure"),
                ((*TEMPORARY[:2], None), "AuthFailure.TokenFailure"),
                ((*TEMPORARY[:2], "another-token"), "AuthFailure.TokenFailure"),
            ]:
                with self.subTest(signature=signature, key=key[0], expected=expected):
                    code, message = refused(self, reset, client(self.gateway, key, signature=signature))
                    self.assertEqual(code, expected, message)
                    self.assertNotIn("canary", message)
        self.nothing_moved()

    def test_a_temporary_key_works_with_its_token(self):
        for number, signature in enumerate(SIGNATURES):
            with self.subTest(signature=signature):
                reset(client(self.gateway, TEMPORARY, signature=signature), offset=10 + number)
                self.assertEqual(self.gateway.committed(GROUP, TOPIC), [10 + number])

    def test_keys_do_what_they_may(self):
        reader = client(self.gateway, READER)
        self.assertEqual(ask(reader, "DescribeGroupOffsets", Group=GROUP)["TotalCount"], 1)
        self.assertEqual(refused(self, reset, reader)[0], "UnauthorizedOperation")
        elsewhere = client(self.gateway, ELSEWHERE)
        self.assertEqual(refused(self, ask, elsewhere, "DescribeGroup")[0], "UnauthorizedOperation")
        self.nothing_moved()
        one_group = client(self.gateway, ONE_GROUP)
        other = self.gateway.committed("search-indexer", "orders.paid")
        code, _ = refused(self, reset, one_group, "search-indexer", "orders.paid")
        self.assertEqual(code, "UnauthorizedOperation")
        self.assertEqual(self.gateway.committed("search-indexer", "orders.paid"), other)
        reset(one_group, offset=3)
        self.assertEqual(self.gateway.committed(GROUP, TOPIC), [3])

    def test_a_clock_may_be_a_little_off(self):
        true = time.time
        for signature in SIGNATURES:
            for minutes in [-10, -4, 4, 10]:
                with self.subTest(signature=signature, minutes=minutes):
                    sdk = client(self.gateway, signature=signature)
                    with mock.patch("time.time", lambda: true() + minutes * 60):
                        if abs(minutes) < 5:
                            reset(sdk, offset=20 + minutes)
                            self.assertEqual(self.gateway.committed(GROUP, TOPIC), [20 + minutes])
                        else:
                            where = self.gateway.committed(GROUP, TOPIC)
                            code, message = refused(self, reset, sdk, offset=30)
                            self.assertEqual(code, "AuthFailure.SignatureExpire", message)
                            self.assertEqual(self.gateway.committed(GROUP, TOPIC), where)

    def test_the_same_write_is_taken_once(self):
        # With the clock stopped, or the dice loaded, the SDK signs the same request twice
        second = time.time()
        for number, signature in enumerate(SIGNATURES):
            with self.subTest(signature=signature):
                sdk = client(self.gateway, signature=signature)
                with mock.patch("time.time", lambda: second), mock.patch("random.randint", lambda *_: 77 + number):
                    reset(sdk, offset=31 + number)
                    reset(client(self.gateway), offset=1)
                    code, message = refused(self, reset, sdk, offset=31 + number)
                self.assertEqual(code, "AuthFailure.SignatureExpire", message)
                self.assertEqual(self.gateway.committed(GROUP, TOPIC), [1], "the second one moved nothing")
                second += 1


class Logs(unittest.TestCase):
    def test_no_secret_is_logged_at_the_most_talkative_level(self):
        gateway = Gateway(talkative=True)
        self.addCleanup(gateway.stop)
        reset(client(gateway, TEMPORARY))
        refused(self, reset, client(gateway, (ALL[0], "wrong-canary", None)))
        for signature in SIGNATURES:
            ask(client(gateway, method="GET", signature=signature), "DescribeGroup")
        gateway.stop()
        self.assertIn("ListGroup", gateway.log)
        for secret in ["canary", "Signature="]:
            self.assertNotIn(secret, gateway.log)

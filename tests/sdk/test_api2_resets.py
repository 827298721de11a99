"""What the SDK of API 2.0 moves, and what is refused."""

import time
import unittest

from gateway import Gateway
from sdk2 import METHODS, SIGNATURES, ask, client, refused

GROUP, TOPIC = "billing-reconciler", "payments.captured"


def reset(sdk, strategy, group=GROUP, topics=(TOPIC,), action="SetGroupOffsets", **how):
    more = {"topics": list(topics)} if topics else {}
    return ask(sdk, action, group=group, strategy=strategy, **more, **how)


def told(result, topic=TOPIC):
    """The offsets of one topic in an answer, by partition; every code on the way must say success."""
    [found] = [one for one in result["succ"] if one["topic"] == topic]
    assert found["error_code"] == 0, found
    rows = sorted(found["partitions"], key=lambda row: row["partition"])
    assert all(row["error_code"] == 0 for row in rows), rows
    return [row["offset"] for row in rows]


class Resets(unittest.TestCase):
    """Every test has a cluster of its own."""

    def setUp(self):
        self.gateway = Gateway(tls=True)
        self.addCleanup(self.gateway.stop)
        self.sdk = client(self.gateway)

    def moved(self, result, group=GROUP, topic=TOPIC):
        """Where a reset says that the partitions are now: both the SDK's own read and another reader agree."""
        self.assertEqual(result["failed"], [])
        offsets = told(result, topic)
        [read] = ask(self.sdk, "GetGroupOffsets", group=group, topics=[topic])["topicList"]
        self.assertEqual([row["offset"] for row in read["partitions"]], offsets)
        self.assertEqual(self.gateway.committed(group, topic), offsets)
        return offsets

    def test_every_strategy(self):
        before = self.gateway.logs(GROUP, TOPIC)
        other = self.gateway.committed(GROUP, "orders.paid")
        some_time = 1_000 * int(time.time()) - 3_600_000
        at_time = [log.at_time for log in self.gateway.logs(GROUP, TOPIC, some_time)]
        self.assertTrue(all(log.start < at < log.end for log, at in zip(before, at_time)), "a time inside the logs")
        self.assertTrue(any(log.start > 0 for log in before), "retention has taken something")

        self.assertEqual(self.moved(reset(self.sdk, 1, timestamp=-2)), [log.start for log in before])
        self.assertEqual(self.moved(reset(self.sdk, 1, timestamp=-1)), [log.end for log in before])
        self.assertEqual(self.moved(reset(self.sdk, 1, timestamp=some_time)), at_time)
        self.assertEqual(self.moved(reset(self.sdk, 2, offset=1_000)), [log.within(1_000) for log in before])
        self.assertEqual(self.moved(reset(self.sdk, 0, shift=250)), [log.within(log.within(1_000) + 250) for log in before])
        self.assertEqual(self.moved(reset(self.sdk, 0, shift=-10_000)), [log.start for log in before])
        self.assertEqual(self.gateway.committed(GROUP, "orders.paid"), other, "and no other topic")

    def test_every_way_of_asking_moves_what_was_asked(self):
        ways = [(signature, method) for signature in SIGNATURES for method in METHODS]
        for number, (signature, method) in enumerate(ways):
            with self.subTest(signature=signature, method=method):
                sdk = client(self.gateway, method=method, signature=signature)
                self.assertEqual(self.moved(reset(sdk, 2, offset=1_500 + number)), [1_500 + number] * 12)
        singular = reset(self.sdk, 2, offset=1_490, action="SetGroupOffset")
        self.assertEqual(self.moved(singular), [1_490] * 12, "as one sample spells it")

    def test_no_topics_mean_all_of_the_group(self):
        result = reset(self.sdk, 1, topics=None, timestamp=-1)
        self.assertEqual(result["failed"], [])
        for topic in ["orders.created", "orders.paid", "payments.captured"]:
            ends = [log.end for log in self.gateway.logs(GROUP, topic)]
            self.assertEqual(told(result, topic), ends)
            self.assertEqual(self.gateway.committed(GROUP, topic), ends)
        self.assertEqual(len(result["succ"]), 3)

    def test_offsets_of_63_bits_arrive_whole(self):
        ends = [log.end for log in self.gateway.logs(GROUP, TOPIC)]
        for offset in [2**53 + 1, 2**63 - 1]:
            self.assertEqual(self.moved(reset(self.sdk, 2, offset=offset)), ends)
        code, _, message = refused(self.sdk, "SetGroupOffsets", group=GROUP, topics=[TOPIC], strategy=2, offset=2**63)
        self.assertEqual(code, 4000)
        self.assertIn("offset", message)

    def test_a_rehearsal_says_what_would_be_and_moves_nothing(self):
        before = self.gateway.committed(GROUP, TOPIC)
        rehearsed = reset(self.sdk, 0, shift=-100, dryRun=1)
        self.assertEqual(self.gateway.committed(GROUP, TOPIC), before)
        self.assertEqual(self.moved(reset(self.sdk, 0, shift=-100)), told(rehearsed))

    def test_an_offset_for_each_partition_while_the_group_is_where_it_was(self):
        before = self.gateway.committed(GROUP, TOPIC)
        plan = f"{TOPIC},1,1701,{before[1]}\n{TOPIC},5,1805\n{TOPIC},6,9,{before[6] + 1}\nnothing.here,0,1"
        result = ask(self.sdk, "SetPartitionOffsets", group=GROUP, plan=plan)
        self.assertEqual(told(result), [1_701, 1_805])
        failed = {one["topic"]: one for one in result["failed"]}
        self.assertEqual(failed["nothing.here"]["error_code"], 3)
        [row] = failed[TOPIC]["partitions"]
        self.assertEqual((row["partition"], row["error_code"]), (6, 22))
        after = [{1: 1_701, 5: 1_805}.get(partition, offset) for partition, offset in enumerate(before)]
        self.assertEqual(self.gateway.committed(GROUP, TOPIC), after)

    def test_topics_that_are_not_there_fail_alone(self):
        ends = [log.end for log in self.gateway.logs(GROUP, TOPIC)]
        result = reset(self.sdk, 1, topics=[TOPIC, "nothing.here"], timestamp=-1)
        self.assertEqual(told(result), ends)
        [failed] = result["failed"]
        self.assertEqual((failed["topic"], failed["error_code"], failed["partitions"]), ("nothing.here", 3, []))
        self.assertTrue(failed["error_msg"])
        self.assertEqual(reset(self.sdk, 1, topics=["nothing.here"], timestamp=-1)["succ"], [])

    def test_a_partition_without_a_commit_cannot_be_shifted(self):
        before = self.gateway.committed("warehouse-sync", "orders.created")
        result = reset(self.sdk, 0, group="warehouse-sync", topics=["orders.created"], shift=-3)
        self.assertEqual(told(result, "orders.created"), [offset - 3 for offset in before if offset is not None])
        [failed] = result["failed"]
        self.assertEqual([(row["partition"], row["error_code"]) for row in failed["partitions"]], [(n, 1) for n in range(8, 12)])
        after = self.gateway.committed("warehouse-sync", "orders.created")
        self.assertEqual(after, [None if offset is None else offset - 3 for offset in before])

    def test_what_must_not_move_does_not(self):
        live = self.gateway.committed("fraud-detector", TOPIC)
        for more in [{}, {"dryRun": 1}]:
            code, word, message = refused(
                self.sdk, "SetGroupOffsets", group="fraud-detector", topics=[TOPIC], strategy=1, timestamp=-2, **more
            )
            self.assertEqual((code, word), (4000, "GroupNotEmpty"))
            self.assertTrue(message.startswith("(1049)"), message)
        self.assertEqual(self.gateway.committed("fraud-detector", TOPIC), live)

        for group in ["nobody", "消费组 & no=one"]:
            found = refused(self.sdk, "SetGroupOffsets", group=group, topics=[TOPIC], strategy=1, timestamp=-2)
            self.assertEqual(found[:2], (5000, "GroupNotFound"))
        self.assertEqual(ask(self.sdk, "ListGroup")["totalCount"], 7, "and no group came into being")
        result = reset(self.sdk, 1, group="消费组 & no=one", timestamp=-1, createGroup=1)
        self.moved(result, group="消费组 & no=one")
        self.assertEqual(ask(self.sdk, "ListGroup")["totalCount"], 8, "but on request")

    def test_a_reset_that_does_not_say_what_it_is_about_is_refused(self):
        before = self.gateway.committed(GROUP, TOPIC)
        for parameters in [
            {"strategy": 1, "topics": [TOPIC]},
            {"strategy": 3, "topics": [TOPIC]},
            {"strategy": 2, "offset": -1, "topics": [TOPIC]},
            {"strategy": 1, "timestamp": -3, "topics": [TOPIC]},
            {"strategy": 1, "timestamp": -2, "topic": [TOPIC]},
            {"strategy": 1, "timestamp": -2, "topics": [TOPIC], "dryrun": 1},
        ]:
            with self.subTest(parameters):
                code, word, message = refused(self.sdk, "SetGroupOffsets", group=GROUP, **parameters)
                self.assertEqual(code, 4000, f"{word} {message}")
        self.assertEqual(self.gateway.committed(GROUP, TOPIC), before)

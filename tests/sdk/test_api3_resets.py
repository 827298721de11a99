"""What the SDK of API 3.0 moves, and what is refused."""

import time
import unittest

from gateway import Gateway
from sdk3 import METHODS, SIGNATURES, ask, client, refused

GROUP, TOPIC = "billing-reconciler", "payments.captured"
PARTITIONS = range(12)


def reset(sdk, strategy, group=GROUP, topics=(TOPIC,), **how):
    return ask(sdk, "ModifyGroupOffsets", Group=group, Strategy=strategy, Topics=list(topics), **how)


class Resets(unittest.TestCase):
    """Every test has a cluster of its own."""

    def setUp(self):
        self.gateway = Gateway()
        self.addCleanup(self.gateway.stop)
        self.sdk = client(self.gateway)

    def moved(self, result, group=GROUP, topic=TOPIC):
        """Where the partitions are after a reset that says it is done, as the SDK itself reads them."""
        self.assertEqual(result["ReturnCode"], "0")
        [read] = ask(self.sdk, "DescribeGroupOffsets", Group=group, Topics=[topic])["TopicList"]
        offsets = [row["Offset"] for row in sorted(read["Partitions"], key=lambda row: row["Partition"])]
        self.assertEqual(offsets, self.gateway.committed(group, topic), "and the other reader agrees")
        return offsets

    def test_every_strategy(self):
        before = self.gateway.logs(GROUP, TOPIC)
        other = self.gateway.committed(GROUP, "orders.paid")
        some_time = 1_000 * int(time.time()) - 3_600_000
        at_time = [log.at_time for log in self.gateway.logs(GROUP, TOPIC, some_time)]
        self.assertTrue(all(log.start < at < log.end for log, at in zip(before, at_time)), "a time inside the logs")
        self.assertTrue(any(log.start > 0 for log in before), "retention has taken something")

        self.assertEqual(self.moved(reset(self.sdk, 1, ShiftTimestamp=-2)), [log.start for log in before])
        self.assertEqual(self.moved(reset(self.sdk, 1, ShiftTimestamp=-1)), [log.end for log in before])
        self.assertEqual(self.moved(reset(self.sdk, 1, ShiftTimestamp=some_time)), at_time)
        self.assertEqual(self.moved(reset(self.sdk, 2, Offset=1_000)), [log.within(1_000) for log in before])
        self.assertEqual(self.moved(reset(self.sdk, 0, Shift=250)), [log.within(log.within(1_000) + 250) for log in before])
        self.assertEqual(self.moved(reset(self.sdk, 0, Shift=-10_000)), [log.start for log in before])
        self.assertEqual(self.gateway.committed(GROUP, "orders.paid"), other, "and no other topic")

    def test_every_way_of_asking_moves_what_was_asked(self):
        # Each from another place than the one before, so that none can pass by doing nothing
        ways = [(signature, method) for signature in SIGNATURES for method in METHODS]
        for number, (signature, method) in enumerate(ways):
            with self.subTest(signature=signature, method=method):
                sdk = client(self.gateway, method=method, signature=signature)
                self.assertEqual(self.moved(reset(sdk, 2, Offset=1_500 + number)), [1_500 + number] * len(PARTITIONS))

    def test_offsets_of_63_bits_arrive_whole(self):
        ends = [log.end for log in self.gateway.logs(GROUP, TOPIC)]
        for offset in [2**53 + 1, 2**63 - 1]:
            self.assertEqual(self.moved(reset(self.sdk, 2, Offset=offset)), ends)
        code, message = refused(self, reset, self.sdk, 2, Offset=2**63)
        self.assertEqual(code, "InvalidParameterValue", message)
        self.assertIn("Offset", message)

    def test_chosen_partitions_move_alone(self):
        before = self.gateway.committed(GROUP, TOPIC)
        after = self.moved(reset(self.sdk, 2, Offset=1_600, Partitions=[0, 7]))
        self.assertEqual(after, [1_600 if partition in (0, 7) else before[partition] for partition in PARTITIONS])

    def test_an_offset_for_each_partition(self):
        before = self.gateway.committed(GROUP, TOPIC)
        for method in METHODS:
            with self.subTest(method=method):
                sdk = client(self.gateway, method=method)
                wanted = {1: 1_700 + len(method), 5: 1_801 + len(method)}
                lines = [{"Partition": partition, "Offset": offset} for partition, offset in wanted.items()]
                result = ask(sdk, "BatchModifyGroupOffsets", GroupName=GROUP, TopicName=[TOPIC], Partitions=lines)
                self.assertEqual(self.moved(result), [wanted.get(partition, before[partition]) for partition in PARTITIONS])

    def test_topics_that_are_not_there_are_named_and_the_others_move(self):
        ends = [log.end for log in self.gateway.logs(GROUP, TOPIC)]
        code, message = refused(self, reset, self.sdk, 1, topics=[TOPIC, "nothing.here"], ShiftTimestamp=-1)
        self.assertEqual(code, "FailedOperation.PartlySucceeded")
        self.assertIn("nothing.here (3 UNKNOWN_TOPIC_OR_PARTITION", message)
        self.assertEqual(self.gateway.committed(GROUP, TOPIC), ends)
        code, message = refused(self, reset, self.sdk, 1, topics=["nothing.here"], ShiftTimestamp=-1)
        self.assertEqual(code, "FailedOperation", message)

    def test_a_partition_without_a_commit_cannot_be_shifted(self):
        before = self.gateway.committed("warehouse-sync", "orders.created")
        code, message = refused(self, reset, self.sdk, 0, group="warehouse-sync", topics=["orders.created"], Shift=-3)
        self.assertEqual(code, "FailedOperation.PartlySucceeded")
        self.assertIn("4 of 12 did not move", message)
        self.assertIn("orders.created/8 (1 OFFSET_OUT_OF_RANGE: no committed offset to shift from)", message)
        after = self.gateway.committed("warehouse-sync", "orders.created")
        self.assertEqual(after, [None if offset is None else offset - 3 for offset in before])

    def test_what_must_not_move_does_not(self):
        live = self.gateway.committed("fraud-detector", TOPIC)
        code, message = refused(self, reset, self.sdk, 1, group="fraud-detector", ShiftTimestamp=-2)
        self.assertEqual(code, "ResourceInUse.GroupNotEmpty")
        self.assertTrue(message.startswith("(1049)"), message)
        self.assertEqual(self.gateway.committed("fraud-detector", TOPIC), live)

        for group in ["nobody", "消费组 & no=one"]:
            code, message = refused(self, reset, self.sdk, 1, group=group, ShiftTimestamp=-2)
            self.assertEqual(code, "ResourceNotFound.GroupNotFound", message)
        groups = [one["Group"] for one in ask(self.sdk, "DescribeGroup", Limit=50)["GroupList"]]
        self.assertEqual(len(groups), 7, "and no group came into being")

    def test_a_reset_that_does_not_say_what_it_is_about_is_refused(self):
        before = self.gateway.committed(GROUP, TOPIC)
        for parameters, expected in [
            ({"Strategy": 1, "ShiftTimestamp": -2}, "MissingParameter"),
            ({"Strategy": 1, "ShiftTimestamp": -2, "Topics": []}, "MissingParameter"),
            ({"Strategy": 1, "Topics": [TOPIC]}, "MissingParameter"),
            ({"Strategy": 3, "Topics": [TOPIC]}, "InvalidParameterValue"),
            ({"Strategy": 2, "Offset": -1, "Topics": [TOPIC]}, "InvalidParameterValue"),
            ({"Strategy": 1, "ShiftTimestamp": -3, "Topics": [TOPIC]}, "InvalidParameterValue"),
        ]:
            with self.subTest(parameters):
                code, message = refused(self, ask, self.sdk, "ModifyGroupOffsets", Group=GROUP, **parameters)
                self.assertEqual(code, expected, message)
        self.assertEqual(self.gateway.committed(GROUP, TOPIC), before)

"""What the SDK of API 2.0 reads, by GET and POST, with both of its signatures."""

import unittest

from gateway import Gateway
from sdk2 import answer, ask, in_every_way, pages, refused

GROUPS = [
    "analytics-loader", "billing-reconciler", "dlq-replayer", "fraud-detector", "refund-worker", "search-indexer",
    "warehouse-sync",
]


class Reads(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.gateway = Gateway(tls=True)
        cls.addClassCleanup(cls.gateway.stop)
        cls.gateway.wait_for_consumer()

    @in_every_way
    def test_instances(self, sdk):
        found = ask(sdk, "ListInstance")
        self.assertEqual((found["totalCount"], found["instanceList"][0]["instanceId"]), (1, "ckafka-demo"))
        self.assertEqual(ask(sdk, "ListInstance", searchWord="nowhere")["totalCount"], 0)

    @in_every_way
    def test_what_the_gateway_can_do(self, sdk):
        can = ask(sdk, "DescribeCapabilities")["capabilities"]
        self.assertEqual(
            can, ["logStartOffset", "timestampOffset", "dryRun", "createGroup", "setPartitionOffsets"]
        )

    @in_every_way
    def test_groups_whole_searched_and_by_pages(self, sdk):
        whole = ask(sdk, "ListGroup")
        self.assertEqual([one["group"] for one in whole["groupList"]], GROUPS)
        self.assertEqual(whole["totalCount"], len(GROUPS))
        self.assertEqual(pages(sdk, "ListGroup", "groupList", 3), whole["groupList"])
        self.assertEqual([one["group"] for one in ask(sdk, "ListGroup", group="dlq-replayer")["groupList"]], ["dlq-replayer"])
        searched = ask(sdk, "ListGroup", searchWord="re")["groupList"]
        self.assertEqual([one["group"] for one in searched], [name for name in GROUPS if "re" in name])

    @in_every_way
    def test_topics_and_their_partitions(self, sdk):
        topics = {one["topicName"]: one["partitionNum"] for one in pages(sdk, "ListTopic", "topicList", 4)}
        self.assertEqual(len(topics), 9)
        self.assertEqual(topics["inventory.levels"], 1_000)
        read = ask(sdk, "GetGroupOffsets", group="billing-reconciler", topics=sorted(topics))["topicList"]
        self.assertEqual({one["topic"]: len(one["partitions"]) for one in read}, topics)
        for topic, partitions in topics.items():
            attributes = ask(sdk, "GetTopicAttributes", topicName=topic)
            self.assertEqual(attributes["partitionNum"], partitions, topic)
            self.assertEqual([one["partition"] for one in attributes["partitions"]], list(range(partitions)), topic)
        code, _, message = refused(sdk, "GetTopicAttributes", topicName="nothing.here")
        self.assertEqual(code, 4000)
        self.assertTrue(message.startswith("(10012)"), message)

    @in_every_way
    def test_groups_with_and_without_members(self, sdk):
        idle, live, nobody = ask(sdk, "GetGroupInfo", group=["dlq-replayer", "fraud-detector", "消费组/no one"])
        self.assertEqual((idle["state"], idle["members"]), ("Empty", []))
        self.assertEqual((nobody["state"], nobody["group"]), ("Dead", "消费组/no one"))
        [member] = live["members"]
        held = {one["topic"]: sorted(one["partitions"]) for one in member["assignment"]["topics"]}
        self.assertEqual(held, {"orders.paid": list(range(6)), "payments.captured": list(range(12))})

    @in_every_way
    def test_offsets_agree_with_what_others_read(self, sdk):
        read = ask(sdk, "GetGroupOffsets", group="billing-reconciler")
        topics = [one["topic"] for one in read["topicList"]]
        self.assertEqual(topics, ["orders.created", "orders.paid", "payments.captured"])
        for topic in read["topicList"]:
            logs = self.gateway.logs("billing-reconciler", topic["topic"])
            self.assertEqual(len(topic["partitions"]), len(logs))
            for row in topic["partitions"]:
                log = logs[row["partition"]]
                self.assertEqual(
                    (row["offset"], row["log_start_offset"], row["log_end_offset"], row["lag"], row["err_code"]),
                    (log.committed, log.start, log.end, log.end - log.committed, 0),
                )
        one_by_one = pages(sdk, "GetGroupOffsets", "topicList", 1, group="billing-reconciler")
        self.assertEqual(one_by_one, read["topicList"])
        searched = ask(sdk, "GetGroupOffsets", group="billing-reconciler", searchWord="paid")["topicList"]
        self.assertEqual([one["topic"] for one in searched], ["orders.paid"])

    @in_every_way
    def test_a_partition_without_a_commit_and_a_topic_that_is_not_there(self, sdk):
        topics = ["orders.created", "nothing.here"]
        read = ask(sdk, "GetGroupOffsets", group="warehouse-sync", topics=topics)["topicList"]
        found = {one["topic"]: one for one in read}
        self.assertEqual((found["nothing.here"]["err_code"], found["nothing.here"]["partitions"]), (3, []))
        without = [row["partition"] for row in found["orders.created"]["partitions"] if row["offset"] == -1]
        self.assertEqual(without, [8, 9, 10, 11])

    @in_every_way
    def test_what_is_asked_wrongly_is_named(self, sdk):
        for action, parameters, code, module in [
            ("GetGroupOffsets", {}, 4000, ""),
            ("ListGroup", {"limit": 0}, 4000, ""),
            ("ListGroup", {"instanceId": "ckafka-nowhere"}, 5000, "(10006)"),
            ("DeleteInstance", {}, 4000, "(9001)"),
        ]:
            found, _, message = refused(sdk, action, **parameters)
            self.assertEqual(found, code, message)
            self.assertTrue(message.startswith(module), message)
        # A slip of the pen in a name the API knows would otherwise widen what is asked for
        whole = answer(sdk, "GetGroupOffsets", group="billing-reconciler", topic=["orders.paid"])
        self.assertEqual(whole["code"], 4000, whole)

"""What the SDK of API 3.0 reads, in every way in which it can ask."""

import unittest

from gateway import Gateway
from sdk3 import ask, in_every_way, pages, refused

GROUPS = [
    "analytics-loader", "billing-reconciler", "dlq-replayer", "fraud-detector", "refund-worker", "search-indexer",
    "warehouse-sync",
]


class Reads:
    """Tests of a gateway that speaks HTTP or HTTPS."""

    tls = False

    @classmethod
    def setUpClass(cls):
        cls.gateway = Gateway(tls=cls.tls)
        cls.addClassCleanup(cls.gateway.stop)
        cls.gateway.wait_for_consumer()

    @in_every_way
    def test_instances(self, sdk):
        expected = {"InstanceId": "ckafka-demo", "Status": 1}
        for action in ["DescribeInstances", "DescribeInstancesDetail"]:
            found = ask(sdk, action, Limit=10)
            self.assertEqual(found["TotalCount"], 1, action)
            self.assertEqual(found["InstanceList"][0] | expected, found["InstanceList"][0], action)
            self.assertEqual(ask(sdk, action, SearchWord="nowhere")["TotalCount"], 0, action)
        for more in [{"InstanceId": "ckafka-demo"}, {"InstanceId": ""}]:
            self.assertEqual(ask(sdk, "DescribeInstancesDetail", InstanceIdList=["ckafka-demo"], **more)["TotalCount"], 1)
        code, message = refused(self, ask, sdk, "DescribeInstancesDetail", InstanceIdList=["ckafka-other"])
        self.assertEqual(code, "InvalidParameterValue", message)

    @in_every_way
    def test_groups_whole_searched_and_by_pages(self, sdk):
        whole = ask(sdk, "DescribeGroup")
        self.assertEqual([one["Group"] for one in whole["GroupList"]], GROUPS)
        self.assertEqual(whole["TotalCount"], len(GROUPS))
        self.assertEqual(pages(sdk, "DescribeGroup", "GroupList", 3), whole["GroupList"])
        searched = ask(sdk, "DescribeGroup", SearchWord="re")["GroupList"]
        self.assertEqual([one["Group"] for one in searched], [name for name in GROUPS if "re" in name])

    @in_every_way
    def test_topics_and_their_partitions(self, sdk):
        topics = [one["TopicName"] for one in pages(sdk, "DescribeTopic", "TopicList", 4)]
        self.assertEqual(len(topics), 9)
        self.assertEqual(topics, sorted(topics))
        whole = ask(sdk, "DescribeTopic", Limit=50)["TopicList"]
        self.assertEqual([one["TopicName"] for one in whole], topics)
        read = ask(sdk, "DescribeGroupOffsets", Group="billing-reconciler", Topics=topics)["TopicList"]
        partitions = {one["Topic"]: [row["Partition"] for row in one["Partitions"]] for one in read}
        self.assertEqual(sorted(partitions), topics)
        for topic in topics:
            attributes = ask(sdk, "DescribeTopicAttributes", TopicName=topic)
            self.assertEqual(attributes["PartitionNum"], len(partitions[topic]), topic)
            self.assertEqual(sorted(partitions[topic]), [one["Partition"] for one in attributes["Partitions"]], topic)
        code, _ = refused(self, ask, sdk, "DescribeTopicAttributes", TopicName="nothing.here")
        self.assertEqual(code, "ResourceNotFound.TopicNotFound")

    @in_every_way
    def test_groups_with_and_without_members(self, sdk):
        idle, live, nobody = ask(
            sdk, "DescribeGroupInfo", GroupList=["dlq-replayer", "fraud-detector", "消费组/no one"]
        )
        self.assertEqual((idle["State"], idle["Members"], idle["ErrorCode"]), ("Empty", [], "0"))
        self.assertEqual((nobody["State"], nobody["Group"]), ("Dead", "消费组/no one"))
        self.assertEqual((live["State"], live["ProtocolType"]), ("Stable", "consumer"))
        [member] = live["Members"]
        held = {one["Topic"]: sorted(one["Partitions"]) for one in member["Assignment"]["Topics"]}
        self.assertEqual(held, {"orders.paid": list(range(6)), "payments.captured": list(range(12))})

    @in_every_way
    def test_offsets_agree_with_what_others_read(self, sdk):
        read = ask(sdk, "DescribeGroupOffsets", Group="billing-reconciler")
        self.assertEqual(read["TotalCount"], 3)
        self.assertEqual(
            [one["Topic"] for one in read["TopicList"]], ["orders.created", "orders.paid", "payments.captured"]
        )
        for topic in read["TopicList"]:
            logs = self.gateway.logs("billing-reconciler", topic["Topic"])
            self.assertEqual(len(topic["Partitions"]), len(logs))
            for row in topic["Partitions"]:
                log = logs[row["Partition"]]
                self.assertEqual((row["Offset"], row["LogEndOffset"]), (log.committed, log.end))
                self.assertEqual((row["Lag"], row["ErrorCode"]), (log.end - log.committed, 0))
        one_by_one = pages(sdk, "DescribeGroupOffsets", "TopicList", 1, Group="billing-reconciler")
        self.assertEqual(one_by_one, read["TopicList"])
        searched = ask(sdk, "DescribeGroupOffsets", Group="billing-reconciler", SearchWord="paid")["TopicList"]
        self.assertEqual([one["Topic"] for one in searched], ["orders.paid"])

    @in_every_way
    def test_a_partition_without_a_commit_and_a_topic_that_is_not_there(self, sdk):
        # The code of a topic is the gateway's own addition, of which the SDK warns
        with self.assertWarnsRegex(UserWarning, "^ErrorCode "):
            read = ask(sdk, "DescribeGroupOffsets", Group="warehouse-sync", Topics=["orders.created", "nothing.here"])
        found = {one["Topic"]: one["Partitions"] for one in read["TopicList"]}
        self.assertEqual(found["nothing.here"], [])
        without = [row["Partition"] for row in found["orders.created"] if row["Offset"] == -1]
        self.assertEqual(without, [8, 9, 10, 11])
        self.assertTrue(all(row["Lag"] == -1 for row in found["orders.created"] if row["Offset"] == -1))

    @in_every_way
    def test_what_is_asked_wrongly_is_named(self, sdk):
        for action, parameters, expected in [
            ("DescribeGroupOffsets", {}, "MissingParameter"),
            ("DescribeGroup", {"Limit": 0}, "InvalidParameterValue"),
            ("DescribeGroup", {"InstanceId": "ckafka-nowhere"}, "InvalidParameterValue.InstanceNotExist"),
            ("FetchMessageByOffset", {"Topic": "orders.paid", "Partition": 0, "Offset": 1}, "InvalidAction"),
            ("DeleteInstancePre", {}, "InvalidAction"),
        ]:
            code, message = refused(self, ask, sdk, action, **parameters)
            self.assertEqual(code, expected, message)


class OverHttp(Reads, unittest.TestCase):
    pass


class OverTls(Reads, unittest.TestCase):
    tls = True

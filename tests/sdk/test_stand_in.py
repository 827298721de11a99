"""What stands in for the cloud in other tests must be something that the official SDK takes for it."""

import json
import os
import subprocess
import unittest
import urllib.request

from gateway import ROOT
from sdk3 import ask, client, pages, refused

PROGRAM = os.environ.get("CLOUD_STAND_IN", str(ROOT / "target/debug/cloud-stand-in"))
INSTANCE = "ckafka-8j4rodrr"
KEY = ("AKIDstandin", "standInSecret-canary", None)


class StandIn:
    ca = None

    def __init__(self):
        self._process = subprocess.Popen([PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.host = self._process.stdout.readline().decode().strip().removeprefix("listening on http://")

    def stop(self):
        self._process.communicate(timeout=20)

    def committed(self):
        with urllib.request.urlopen(f"http://{self.host}/stand-in/state", data=b"", timeout=30) as answer:
            return json.load(answer)["commits"]["billing"]


class Cloud(unittest.TestCase):
    def setUp(self):
        self.cloud = StandIn()
        self.addCleanup(self.cloud.stop)
        self.sdk = client(self.cloud, KEY)

    def ask(self, action, **parameters):
        return ask(self.sdk, action, InstanceId=INSTANCE, **parameters)

    def test_every_action_that_our_programs_use(self):
        self.assertEqual(self.ask("DescribeInstances")["InstanceList"][0]["InstanceId"], INSTANCE)
        self.assertEqual([one["Group"] for one in self.ask("DescribeGroup")["GroupList"]], ["billing"])
        topics = pages(self.sdk, "DescribeTopic", "TopicList", 2, InstanceId=INSTANCE)
        self.assertEqual([one["TopicName"] for one in topics], ["orders", "second", "untouched"])
        self.assertEqual(self.ask("DescribeTopicAttributes", TopicName="orders")["PartitionNum"], 2)
        [group] = self.ask("DescribeGroupInfo", GroupList=["billing"])
        self.assertEqual((group["State"], group["Members"]), ("Empty", []))
        read = self.ask("DescribeGroupOffsets", Group="billing", Topics=["orders"])["TopicList"][0]["Partitions"]
        self.assertEqual([(row["Offset"], row["LogEndOffset"], row["Lag"]) for row in read], [(50, 100, 50), (60, 200, 140)])
        found = self.ask("FetchMessageListByTimestamp", Topic="orders", StartTime=1_600_000_080_000)
        self.assertEqual([(one["Partition"], one["Offset"]) for one in found], [(0, 80), (1, 80)])

    def test_resets(self):
        reset = {"Group": "billing", "Topics": ["orders"], "Strategy": 0, "Shift": -45}
        self.assertEqual(self.ask("ModifyGroupOffsets", **reset)["ReturnCode"], "0")
        self.assertEqual(self.cloud.committed(), {"orders/0": 10, "orders/1": 20, "second/0": 5})
        lines = [{"Partition": 1, "Offset": 77}]
        self.ask("BatchModifyGroupOffsets", GroupName="billing", TopicName=["orders"], Partitions=lines)
        self.assertEqual(self.cloud.committed(), {"orders/0": 10, "orders/1": 77, "second/0": 5})

    def test_a_wrong_key(self):
        wrong = client(self.cloud, (KEY[0], "wrong", None))
        code, _ = refused(self, ask, wrong, "DescribeGroup", InstanceId=INSTANCE)
        self.assertEqual(code, "AuthFailure.SignatureFailure")

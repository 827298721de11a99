"""The programs that docs/API.md prints do what it says."""

import os
import re
import subprocess
import sys
import unittest

from gateway import ALL, ROOT, Gateway

PROGRAMS = re.findall(r"^```python\n(.*?)^```", (ROOT / "docs/API.md").read_text(), re.MULTILINE | re.DOTALL)


class Documented(unittest.TestCase):
    def test_both_programs_move_the_group(self):
        self.assertEqual(len(PROGRAMS), 2, "one for each version of the API")
        for program in PROGRAMS:
            gateway = Gateway(tls=True)
            self.addCleanup(gateway.stop)
            [before] = gateway.logs("dlq-replayer", "invoices.dlq")
            self.assertGreater(before.committed, before.start)
            ran = subprocess.run(
                [sys.executable, "-c", program.replace("gateway.example:8788", gateway.host).replace("ca.pem", gateway.ca)],
                env=os.environ | {
                    "TENCENTCLOUD_SECRET_ID": ALL[0],
                    "TENCENTCLOUD_SECRET_KEY": ALL[1],
                    "SSL_CERT_FILE": gateway.ca,
                },
                capture_output=True, text=True, timeout=60,
            )
            self.assertEqual((ran.returncode, ran.stdout, ran.stderr), (0, "", ""), program)
            self.assertEqual(gateway.committed("dlq-replayer", "invoices.dlq"), [before.start])

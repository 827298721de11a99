"""Real gateways for the tests: one process each, on a free port, with an embedded broker whose data stands still."""

import datetime
import functools
import ipaddress
import json
import os
import pathlib
import ssl
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("CKAFKA_GATEWAY", str(ROOT / "target/debug/ckafka-gateway"))
INSTANCE = "ckafka-demo"

# Keys by what they may do: SecretId, SecretKey, Token
ALL = ("AKIDeverything", "everything-canary-5b1e", None)
READER = ("AKIDreader", "reader-canary-90c2", None)
ONE_GROUP = ("AKIDoneGroup", "one-group-canary-77f0", None)
ELSEWHERE = ("AKIDelsewhere", "elsewhere-canary-1d3a", None)
TEMPORARY = ("AKIDtemporary", "temporary-canary-c84d", "token-canary-2e6f")

KEYS = "".join(
    f'[[key]]\nsecret_id = "{key}"\nsecret_key = "{secret}"\n'
    + (f'token = "{token}"\n' if token else "")
    + limits + "\n"
    for (key, secret, token), limits in [
        (ALL, ""),
        (READER, 'actions = ["Get*", "List*", "Describe*"]\n'),
        (ONE_GROUP, 'groups = ["dlq-*"]\n'),
        (ELSEWHERE, 'instances = ["ckafka-other"]\n'),
        (TEMPORARY, ""),
    ]
)


class Gateway:
    """A running gateway; `host` is its address with the port, `ca` the certificate to trust if it speaks TLS."""

    def __init__(self, *, tls=False, talkative=False):
        self._folder = tempfile.TemporaryDirectory(prefix="ckafka-sdk-")
        folder = pathlib.Path(self._folder.name)
        keys = folder / "keys.toml"
        keys.write_text(KEYS)
        keys.chmod(0o600)
        command = [PROGRAM, "--listen", "127.0.0.1:0", "--demo-still", "--keys", str(keys)]
        self.ca = None
        if tls:
            self.ca = str(folder / "cert.pem")
            write_certificate(folder)
            command += ["--tls-cert", self.ca, "--tls-key", str(folder / "key.pem")]
        self._log = open(folder / "log", "w+b")
        environment = os.environ | {"RUST_LOG": "trace"} if talkative else None
        self._process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self._log, env=environment
        )
        first = self._process.stdout.readline().decode().strip()
        prefix = f"listening on {'https' if tls else 'http'}://"
        if not first.startswith(prefix):
            self.stop()
            raise RuntimeError(f"the gateway's first line is not `{prefix}…` but `{first}`; it logged:\n{self.log}")
        self.host = first.removeprefix(prefix)

    def stop(self):
        """Ends it; `log` is there afterwards."""
        if self._log.closed:
            return
        self._process.terminate()
        self._process.wait(20)
        self._process.stdout.close()
        self._log.seek(0)
        self.log = self._log.read().decode()
        self._log.close()
        self._folder.cleanup()

    def call(self, action, **parameters):
        """Asks without any SDK and without a signature, as a program of the same machine may: the second opinion."""
        form = {"Action": action, "instanceId": INSTANCE}
        for name, value in parameters.items():
            if isinstance(value, (list, tuple)):
                form.update({f"{name}.{index}": one for index, one in enumerate(value)})
            else:
                form[name] = value
        scheme = "https" if self.ca else "http"
        request = urllib.request.Request(
            f"{scheme}://{self.host}/v2/index.php",
            urllib.parse.urlencode(form).encode(),
            {"X-Requested-With": "sdk-tests"},
        )
        context = ssl.create_default_context(cafile=self.ca) if self.ca else None
        with urllib.request.urlopen(request, timeout=30, context=context) as answer:
            body = json.load(answer)
        if body["code"] != 0:
            raise AssertionError(f"{action}: {body}")
        return body

    def wait_for_consumer(self):
        """Waits until the demo's live consumer has been given its partitions, shortly after the start."""
        for _ in range(200):
            [found] = self.call("GetGroupInfo", **{"group.0": "fraud-detector"})["data"]
            if found["state"] == "Stable" and all(one["assignment"]["topics"] for one in found["members"]):
                return
            time.sleep(0.05)
        raise AssertionError(f"the live consumer has no partitions: {found}")

    def logs(self, group, topic, at=None):
        """Where the partitions of a topic begin and end, where the group stands, and, given a time, its offset."""
        more = {} if at is None else {"timestamp": at}
        [found] = self.call("GetGroupOffsets", group=group, topics=[topic], **more)["data"]["topicList"]
        return [
            Log(
                start=one["log_start_offset"], end=one["log_end_offset"],
                committed=None if one["offset"] < 0 else one["offset"], at_time=one.get("timestamp_offset"),
            )
            for one in sorted(found["partitions"], key=lambda one: one["partition"])
        ]

    def committed(self, group, topic):
        """The committed offsets of a topic, by partition."""
        return [log.committed for log in self.logs(group, topic)]


def every_way(client, signatures, methods):
    """A decorator: it runs a test with one client after the other, one for each signature and method."""

    def decorate(test):
        @functools.wraps(test)
        def run(self):
            for signature in signatures:
                for method in methods:
                    with self.subTest(signature=signature, method=method):
                        test(self, client(self.gateway, method=method, signature=signature))

        return run

    return decorate


class Log:
    """One partition."""

    def __init__(self, start, end, committed, at_time):
        self.start, self.end, self.committed, self.at_time = start, end, committed, at_time

    def within(self, offset):
        """The offset, or the nearest end of the log."""
        return min(max(offset, self.start), self.end)


def write_certificate(folder):
    """A certificate for this machine, which is its own authority, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ckafka-gateway tests")])
    now = datetime.datetime.now(datetime.timezone.utc)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName(
                [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
            ),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    secret = folder / "key.pem"
    secret.touch(mode=0o600)
    secret.write_bytes(private)

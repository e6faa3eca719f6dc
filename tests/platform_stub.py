"""Our own stub of the flow service of XP Z12-013, over real HTTP, with the faults a test orders."""

import json
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

SECRET, TOKEN = "cle-d-essai", "jeton-1"


class Stub:
    """`faults` are used up one per sending: 500, 422, "late" (taken, answered too late), "html"…"""

    def __init__(self):
        self.flows, self.faults, self.originals = [], [], {}
        self.moment = datetime(2026, 11, 21, 8, tzinfo=UTC)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("H", (Handler,), {"stub": self}))
        self.server.daemon_threads = True
        Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server.server_port}/afnor-flow"

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def tick(self):
        self.moment += timedelta(seconds=1)
        return self.moment

    def add(self, kind, content=b"", at=None, **facts):
        """A flow that the platform has for us: a status, an answer."""
        flow_id = f"flux/{len(self.flows) + 1}"
        moment = (at or self.tick()).isoformat().replace("+00:00", "Z")
        flow = {"flowId": flow_id, "flowType": kind, "updatedAt": moment, **facts}
        self.flows.append(flow)
        self.originals[flow_id] = content
        return flow

    def found(self, where, limit):
        def fits(flow):
            after = where.get("updatedAfter", "")
            kinds = where.get("flowType", [flow["flowType"]])
            tracked = where.get("trackingId", flow.get("trackingId"))
            told = datetime.fromisoformat(flow["updatedAt"])
            late = not after or told > datetime.fromisoformat(after)
            return late and flow["flowType"] in kinds and flow.get("trackingId") == tracked

        ordered = sorted(self.flows, key=lambda flow: flow["updatedAt"])
        return [flow for flow in ordered if fits(flow)][:limit]


class Handler(BaseHTTPRequestHandler):
    stub: Stub

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        path = urlsplit(self.path).path
        if path == "/token":
            right = f"client_secret={SECRET}".encode() in body
            return self.say(200 if right else 401, {"access_token": TOKEN})
        if self.headers["Authorization"] != f"Bearer {TOKEN}":
            return self.say(401, {"errorCode": "UNAUTHORIZED", "errorMessage": "clé"})
        if path.endswith("/v1/flows/search"):
            asked = json.loads(body)
            return self.say(200, {"results": self.stub.found(asked["where"], asked["limit"])})
        return self.take(self.parts(body))

    def parts(self, body):
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        return {
            part.get_param("name", header="content-disposition"): part.get_payload(decode=True)
            for part in message_from_bytes(head + body, policy=policy.HTTP).iter_parts()
        }

    def take(self, parts):
        fault = self.stub.faults.pop(0) if self.stub.faults else None
        if fault in (500, 422):
            return self.say(fault, {"errorCode": "E", "errorMessage": "taux inconnu"})
        info = json.loads(parts["flowInfo"])
        kind = "CustomerInvoiceLC" if info["flowSyntax"] == "CDAR" else "CustomerInvoice"
        flow = self.stub.add(kind, parts["file"], **info)
        if fault == "late":
            time.sleep(0.6)
        return self.say(202, {"html": b"<html>", "nameless": {}}.get(fault, flow))

    def do_GET(self):
        path = urlsplit(self.path).path
        flow_id = path.rpartition("/")[2].replace("%2F", "/")
        if flow_id in self.stub.originals:
            return self.say(200, self.stub.originals[flow_id])
        return self.say(200 if path.endswith("/healthcheck") else 404, {})

    def say(self, status, told):
        content = told if isinstance(told, bytes) else json.dumps(told).encode()
        with suppress(OSError):  # the client did not wait for it
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    def log_message(self, *_args):
        """Silent."""

"""The platform through the flow service of XP Z12-013 (annexe A), as a client.

Verified in clients generated from the published description: paths, fields, `updatedAfter` strict
and used as the cursor, 202 with a flowId, errors as errorCode and errorMessage.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import urllib3

from erp.billing.platform import cdar
from erp.billing.platform.port import AnswerNews, Flow, News, PlatformFailed, StatusNews
from erp.core.outbox import GiveUp
from erp.core.refusal import Refusal

LIMIT = 100  # flows in a page: what every platform must allow
MOST_PAGES = 100
LARGEST_ANSWER = 20_000_000  # bytes
OVERLAP = timedelta(
    hours=1
)  # asked again each time: what was late is not lost, news is known by id
HOPELESS = {400, 404, 409, 413, 415, 422}
OURS, STATUSES = "CustomerInvoice", "CustomerInvoiceLC"


@dataclass(frozen=True)
class Account:
    """`token_address` "": `secret` is itself the bearer token."""

    address: str
    token_address: str
    client_id: str
    secret: str


class FlowService:
    def __init__(self, account: Account, *, timeout: float = 20) -> None:
        self.account, self._token = account, ""
        self.http = urllib3.PoolManager(
            timeout=urllib3.Timeout(connect=timeout, read=timeout), retries=False
        )

    def send(self, flow: Flow) -> str:
        """Asked first whether it has the flow already: an answer may have been lost on its way."""
        known = self._search({"trackingId": flow.tracking_id}, limit=1)
        return self._flow_id(known[0] if known else self._post(flow))

    def _post(self, flow: Flow) -> dict[str, Any]:
        info = {
            "trackingId": flow.tracking_id,
            "name": flow.filename,
            "processingRule": flow.rule,
            "flowSyntax": flow.syntax,
            "flowProfile": "CIUS",
            "sha256": flow.sha256,
        }
        kind = "application/xml" if flow.filename.endswith(".xml") else "application/pdf"
        fields = {
            "flowInfo": ("flowInfo.json", json.dumps(info), "application/json"),
            "file": (flow.filename, flow.content, kind),
        }
        return self._json("POST", "/v1/flows", fields=fields)

    def _flow_id(self, flow: dict[str, Any]) -> str:
        flow_id = flow.get("flowId")
        if not isinstance(flow_id, str) or not flow_id:
            raise PlatformFailed("la réponse ne nomme pas le flux")
        return flow_id

    def news(self, since: datetime) -> News:
        statuses: list[StatusNews] = []
        answers: list[AnswerNews] = []
        unread, until = 0, since
        for flow in self._since(since - OVERLAP):
            until = max(until, _moment(flow))
            if flow.get("flowType") == STATUSES:
                told = self._statuses(flow)
                statuses += told
                unread += not told
            else:
                answers += _answer(flow)
        return News(statuses, answers, unread, until)

    def _since(self, cursor: datetime) -> Iterator[dict[str, Any]]:
        """Page after page: the next one begins after the last moment of the one before."""
        seen: set[str] = set()
        for _page in range(MOST_PAGES):
            where = {"updatedAfter": _told(cursor), "flowType": [OURS, STATUSES]}
            page = self._search(where, limit=LIMIT)
            fresh = [flow for flow in page if self._flow_id(flow) not in seen]
            seen.update(self._flow_id(flow) for flow in fresh)
            yield from fresh
            if len(page) < LIMIT:
                return
            if not fresh:
                raise PlatformFailed("trop de flux au même instant : la suite ne se lit pas")
            # one step back: others may bear the same moment as the last
            cursor = max(_moment(flow) for flow in page) - timedelta(milliseconds=1)
        raise PlatformFailed("trop de pages : la suite sera lue la prochaine fois")

    def _search(self, where: dict[str, Any], *, limit: int) -> list[dict[str, Any]]:
        found = self._json("POST", "/v1/flows/search", json={"where": where, "limit": limit})
        results = found.get("results")
        if not isinstance(results, list) or not all(isinstance(one, dict) for one in results):
            raise PlatformFailed("la réponse n'est pas une liste de flux")
        return results

    def _statuses(self, flow: dict[str, Any]) -> list[StatusNews]:
        flow_id = self._flow_id(flow)
        content = self._call("GET", f"/v1/flows/{quote(flow_id, safe='')}?docType=Original")
        try:
            return cdar.read(content, flow_id, _moment(flow))
        except Refusal:
            return []

    def check(self) -> None:
        self._call("GET", "/v1/healthcheck")

    def _json(self, method: str, path: str, **body: Any) -> dict[str, Any]:
        try:
            told = json.loads(self._call(method, path, **body))
        except ValueError as wrong:
            raise PlatformFailed("la réponse n'est pas du JSON") from wrong
        if not isinstance(told, dict):
            raise PlatformFailed("la réponse n'est pas un objet JSON")
        return told

    def _call(self, method: str, path: str, **body: Any) -> bytes:
        headers = {"Authorization": f"Bearer {self._bearer()}", "Accept": "application/json"}
        return self._ask(method, self.account.address.rstrip("/") + path, headers, **body)

    def _bearer(self) -> str:
        account = self.account
        if not account.token_address:
            return account.secret
        if not self._token:
            grant = {
                "grant_type": "client_credentials",
                "client_id": account.client_id,
                "client_secret": account.secret,
            }
            answer = self._ask(
                "POST", account.token_address, {}, fields=grant, encode_multipart=False
            )
            self._token = _access_token(answer)
        return self._token

    def _ask(self, method: str, url: str, headers: dict[str, str], **body: Any) -> bytes:
        try:
            answer = self.http.request(
                method, url, headers=headers, redirect=False, preload_content=False, **body
            )
            content = answer.read(LARGEST_ANSWER + 1, decode_content=False)
            answer.release_conn()
        except (urllib3.exceptions.HTTPError, OSError) as failure:
            raise PlatformFailed(f"pas de réponse ({type(failure).__name__})") from failure
        if len(content) > LARGEST_ANSWER:
            raise PlatformFailed("la réponse est trop longue")
        if not 200 <= answer.status < 300:
            wrong = GiveUp if answer.status in HOPELESS else PlatformFailed
            raise wrong(f"{answer.status} {_error(content)}".strip())
        return content


def _access_token(content: bytes) -> str:
    try:
        token = json.loads(content)["access_token"]
    except (ValueError, KeyError, TypeError) as wrong:
        raise PlatformFailed("le service de jetons ne donne pas de jeton") from wrong
    return str(token)


def _error(content: bytes) -> str:
    """What the platform says of it, if it says it as the norm wants."""
    try:
        told = json.loads(content)
        return f"{told.get('errorCode', '')} {told.get('errorMessage', '')}".strip()[:300]
    except (ValueError, AttributeError):
        return ""


def _answer(flow: dict[str, Any]) -> list[AnswerNews]:
    answer = flow.get("acknowledgement")
    tracking_id = flow.get("trackingId")
    if not isinstance(answer, dict) or not isinstance(tracking_id, str):
        return []
    status = str(answer.get("status", "")).lower()
    if status not in {"ok", "error"}:
        return []
    details = answer.get("details") or []
    words = [
        f"{one.get('reasonCode', '')} {one.get('reasonMessage', '')}".strip()
        for one in details
        if isinstance(one, dict)
    ]
    return [AnswerNews(tracking_id, status == "error", " · ".join(words)[:500])]


def _moment(flow: dict[str, Any]) -> datetime:
    try:
        moment = datetime.fromisoformat(str(flow.get("updatedAt")))
    except ValueError as wrong:
        raise PlatformFailed("un flux n'a pas de date de mise à jour") from wrong
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _told(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

#!/usr/bin/env python3
"""The main job over HTTP on two servers of one database, for two_servers_http.sh.

two_servers.py load PORT_A PORT_B SECONDS ACKS | two_servers.py check URL ACKS

load: visitors report, screeners claim and decide, supervisors assign, social workers accept and record contacts, on both
servers at once and against each other; a request that got no answer is sent again with the same Idempotency-Key. What was
answered as done is appended to ACKS as "KIND KEY". check: compares ACKS with the database and prints the line
"acknowledged=N found=N lost=0 doubled=0"; exit 1 when anything is lost, doubled or half-written, or a step never happened."""
import collections
import datetime
import http.client
import json
import os
import random
import subprocess
import sys
import threading
import time

from http_load import BODY, Visitor

PASSWORD = "correct horse battery"
STEPS = ("report", "claim", "decide", "assign", "accept", "contact")


class Client(Visitor):
    """One browser at one server; `done` writes what was acknowledged."""

    def __init__(self, port, out, stop, name):
        super().__init__(port)
        self.out, self.stop, self.name, self.count = out, stop, name, 0

    def sign_in(self, login):
        self.begin()
        answer, body = self.call("POST", "/api/v1/session", json.dumps({"login": login, "password": PASSWORD}).encode(), self.headers)
        if answer.status != 200:
            raise SystemExit(f"{login} cannot sign in: {body.decode(errors='replace')}")
        cookie = "; ".join(value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie")
        self.headers.update({"cookie": cookie, "x-anwang-token": json.loads(body)["token"]})
        return json.loads(body)["account"]

    def get(self, path):
        try:
            answer, body = self.call("GET", "/api/v1" + path, headers=self.headers)
            return json.loads(body) if answer.status == 200 else None
        except (OSError, http.client.HTTPException, ValueError):
            self.close()
            return None

    def do(self, kind, path, body, version=None):
        """Until it is answered; the answer's body when it was done, None when somebody else was first."""
        self.count += 1
        key = f"{self.name}-{self.count}"
        headers = {**self.headers, "idempotency-key": key}
        if version is not None:
            headers["if-match"] = f'"{version}"'
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        while not self.stop.is_set():
            try:
                answer, text = self.call("POST", "/api/v1" + path, data, headers)
                if answer.status in (200, 201):
                    os.write(self.out, f"{kind} {key}\n".encode())
                    return json.loads(text)
                if answer.status not in (429, 503):
                    if answer.status not in (404, 409, 412):
                        print(f"{kind}: unexpected answer {answer.status}: {text[:300].decode(errors='replace')}", flush=True)
                    return None
            except (OSError, http.client.HTTPException, ValueError):
                self.close()
            time.sleep(0.05)
        return None


def visitor(c):
    c.begin()
    while not c.stop.is_set():
        c.do("report", "/public/reports", BODY)


def screener(c):
    c.sign_in(c.name)
    while not c.stop.is_set():
        rows = (c.get("/queue") or {}).get("items", [])
        for row in random.sample(rows, min(3, len(rows))):  # two screeners will often take the same one
            path = f"/reports/{row['id']}"
            if c.do("claim", path + "/claim", {}) is None:
                continue
            page, hint = c.get(path), c.get(path + "/suggestion")
            if not page or not hint:
                continue
            items = [{"subject_id": i["subject_id"], "programme": i["programme"], "outcome": "dispatch",
                      "grade": i.get("grade"), "unit_id": i["unit"]["id"]} for i in hint["items"][:1] if i.get("unit")]
            if items:
                c.do("decide", path + "/decisions", {"items": items, "summary": "連日爭吵，請訪視。"}, page["version"])
        time.sleep(0.02)


def supervisor(c, workers):
    c.sign_in(c.name)
    while not c.stop.is_set():
        rows = (c.get("/board") or {}).get("unassigned", [])
        for row in random.sample(rows, min(3, len(rows))):
            c.do("assign", f"/assignments/{row['id']}/assign", {"worker_id": random.choice(workers), "override_reason": "輪派"}, row["version"])
        time.sleep(0.05)


def worker(c):
    c.sign_in(c.name)
    while not c.stop.is_set():
        rows = (c.get("/assignments?state=assigned") or {}).get("items", [])
        for row in rows[:5]:
            taken = c.do("accept", f"/assignments/{row['id']}/accept", {}, row["version"])
            if taken and taken.get("case_id"):
                now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
                c.do("contact", f"/cases/{taken['case_id']}/contacts",
                     {"kind": "phone", "face_to_face": False, "happened_at": now, "note": "電話聯繫"})
        time.sleep(0.05)


def load(ports, seconds, acks):
    out = os.open(acks, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    stop = threading.Event()
    ids = [Client(ports[i % 2], out, stop, f"worker{i}").sign_in(f"worker{i}")["id"] for i in range(2)]
    jobs = [threading.Thread(target=visitor, args=(Client(ports[i % 2], out, stop, f"visitor{i}"),)) for i in range(6)]
    for i in range(2):
        jobs.append(threading.Thread(target=screener, args=(Client(ports[i], out, stop, f"screener{i}"),)))
        jobs.append(threading.Thread(target=supervisor, args=(Client(ports[i], out, stop, f"supervisor{i}"), ids)))
        jobs.append(threading.Thread(target=worker, args=(Client(ports[i], out, stop, f"worker{i}"),)))
    for job in jobs:
        job.start()
    time.sleep(seconds)
    stop.set()
    for job in jobs:
        job.join()
    return 0


def check(url, acks):
    def rows(sql):
        text = subprocess.run(["psql", url, "-AtX", "-F", "\t", "-c", sql], check=True, capture_output=True, text=True).stdout
        return [line.split("\t") for line in text.splitlines()]

    def number(sql):
        return int(rows(sql)[0][0])

    with open(acks, encoding="utf-8") as lines:
        done = [line.split() for line in lines]
    stored = {key for key, in rows("SELECT idem_key FROM idempotency_key")}
    found = sum(key in stored for _, key in done)
    doubled = number("SELECT COUNT(*) - (SELECT COUNT(DISTINCT result_id) FROM idempotency_key WHERE result_table = 'report' AND idem_key LIKE "
                     "'visitor%') FROM report")
    for table, of in (("decision", "report_id, subject_id, programme"), ("assignment", "decision_id"), ("case_file", "report_id, programme")):
        live = " WHERE superseded = 0" if table == "decision" else ""
        doubled += number(f"SELECT COUNT(*) FROM (SELECT 1 FROM {table}{live} GROUP BY {of} HAVING COUNT(*) > 1) twice")
    halves = number("SELECT COUNT(*) FROM report r WHERE (SELECT COUNT(*) FROM report_subject s WHERE s.report_id = r.id) <> 2")
    halves += number("SELECT COUNT(*) FROM assignment a WHERE a.state = 'accepted' AND a.case_id IS NULL")
    kinds = collections.Counter(kind for kind, _ in done)
    print(" ".join(f"{step}={kinds[step]}" for step in STEPS) + (f" half-written={halves}" if halves else ""))
    print(f"acknowledged={len(done)} found={found} lost={len(done) - found} doubled={doubled}")
    return 0 if found == len(done) and doubled == 0 and halves == 0 and all(kinds[step] for step in STEPS) else 1


if __name__ == "__main__":
    if sys.argv[1] == "load":
        sys.exit(load([int(sys.argv[2]), int(sys.argv[3])], float(sys.argv[4]), sys.argv[5]))
    sys.exit(check(sys.argv[2], sys.argv[3]))

#!/usr/bin/env python3
"""Reports over HTTP for kill9_http.sh: http_load.py load PORT ACKS RUN | http_load.py check DATA ACKS.

load: 24 visitors report until the process is ended; a report that got no answer is sent again with the same
Idempotency-Key. What was answered 201 or 200 is appended to ACKS. check: compares ACKS with the database file and prints
the line "acknowledged=N found=N lost=0 doubled=0"; exit 1 when anything is lost or doubled."""
import http.client
import json
import os
import sqlite3
import sys
import threading
import time

BODY = json.dumps({
    "kinds": ["elder_protection"], "immediate_danger": True, "township": "10004010", "place": "竹北市光明六路", "narrative": "連日有吵鬧聲",
    "subjects": [{"role": "victim", "name": "測試人"}, {"role": "respondent", "name": "另一人"}]}, ensure_ascii=False).encode()


class Visitor:
    def __init__(self, port):
        self.port, self.connection, self.headers = port, None, None

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None

    def call(self, method, path, body=None, headers=None):
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        self.connection.request(method, path, body, headers or {})
        answer = self.connection.getresponse()
        return answer, answer.read()

    def begin(self):
        answer, body = self.call("GET", "/api/v1/session")
        cookie = "; ".join(value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie")
        self.headers = {"cookie": cookie, "origin": f"http://127.0.0.1:{self.port}", "x-anwang-token": json.loads(body)["token"],
                        "content-type": "application/json"}

    def report(self, key):
        """True when it was acknowledged."""
        try:
            if self.headers is None:
                self.begin()
            answer, body = self.call("POST", "/api/v1/public/reports", BODY, {**self.headers, "idempotency-key": key})
            if answer.status in (200, 201):
                return "tracking_code" in json.loads(body)
            if answer.status not in (409, 429, 503, 507):
                print(f"unexpected answer {answer.status}: {body[:300].decode(errors='replace')}", flush=True)
        except (OSError, http.client.HTTPException, ValueError):
            self.close()
        return False


def load(port, acks, run):
    out = os.open(acks, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def client(number):
        visitor = Visitor(port)
        for n in range(10**9):
            key = f"{run}-{number}-{n}"
            while not visitor.report(key):
                time.sleep(0.05)
            os.write(out, (key + "\n").encode())

    for i in range(24):
        threading.Thread(target=client, args=(i,), daemon=True).start()
    time.sleep(3600)


def check(data, acks):
    with open(acks, encoding="utf-8") as lines:
        acknowledged = set(lines.read().split())
    db = sqlite3.connect(os.path.join(data, "anwang.db"))
    stored = dict(db.execute("SELECT k.idem_key, r.id FROM idempotency_key k JOIN report r ON r.county = k.county AND r.id = k.result_id"))
    reports = db.execute("SELECT COUNT(*) FROM report").fetchone()[0]
    halves = db.execute("SELECT COUNT(*) FROM report r WHERE (SELECT COUNT(*) FROM report_subject s WHERE s.county = r.county AND "
                        "s.report_id = r.id) <> 2").fetchone()[0]
    found = len(acknowledged & stored.keys())
    doubled = reports - len(set(stored.values()))
    if halves:
        print(f"half-written: {halves}")
    print(f"acknowledged={len(acknowledged)} found={found} lost={len(acknowledged) - found} doubled={doubled}")
    return 0 if acknowledged and found == len(acknowledged) and doubled == 0 and halves == 0 else 1


if __name__ == "__main__":
    if sys.argv[1] == "load":
        load(int(sys.argv[2]), sys.argv[3], sys.argv[4])
    sys.exit(check(sys.argv[2], sys.argv[3]))

#!/usr/bin/python3
"""Reads events of Polyphon from Kafka as a consumer group and handles each exactly once in effect.

An event may come more than once, always with the same id. So its effect and its id are stored in one transaction (SQLite
here, your database in earnest), and only then the offset is committed: whoever dies in between reads the event again and
finds it stored. The effect here is a row, and a line of JSON on standard output.

Debian: apt-get install -y python3-confluent-kafka
"""
import argparse
import json
import re
import signal
import sqlite3
import sys
import time
from collections import Counter

from confluent_kafka import Consumer, KafkaError, KafkaException, TopicPartition


def arguments():
    parser = argparse.ArgumentParser(description="Prints events of Polyphon, each once.")
    parser.add_argument("--brokers", default="localhost:9092", help="host:port, ... of Kafka")
    parser.add_argument("--group", required=True, help="name of the consumer group; not one of Polyphon's own")
    parser.add_argument("--topic", action="append", required=True, help="may be given several times")
    parser.add_argument("--type", action="append", required=True, help="a type that is handled, with its version")
    parser.add_argument("--store", default=":memory:", help="SQLite file of what has been handled")
    parser.add_argument("--from-start", action="store_true", help="where the group has never read: begin at the beginning")
    parser.add_argument("--idle", type=float, help="end when nothing has come for so many seconds")
    return parser.parse_args()


def open_store(path):
    store = sqlite3.connect(path, isolation_level=None)
    store.execute("create table if not exists event (id text primary key, type text, key text, data text)")
    return store


class Reader:
    """What becomes of a record. `counts` tells; nothing that cannot be handled stops those behind it."""

    def __init__(self, types, store):
        self.types = set(types)
        self.names = {name_of(type) for type in types}
        self.store = store
        self.counts = Counter()
        self.lines = []

    def handle(self, record):
        headers = text_headers(record)
        type = headers.get("ce_type", "")
        if type not in self.types:
            # Another version of what is handled here: while both are published, its .v1 comes as well.
            self.count("other_version" if name_of(type) in self.names else "ignored", type)
            return
        try:
            data = None if record.value() is None else json.loads(record.value())
            self.keep(headers["ce_id"], type, record.key().decode(), data)
        except (ValueError, KeyError, AttributeError) as error:
            # In earnest: put it aside where somebody looks at it. To stop here would stop the whole partition.
            place = f"{record.topic()}/{record.partition()} at {record.offset()}"
            self.count("unreadable", f"{place}: {error!r}", always=True)

    def keep(self, id, type, key, data):
        row = (id, type, key, json.dumps(data, ensure_ascii=False))
        is_new = self.store.execute("insert or ignore into event values (?, ?, ?, ?)", row).rowcount == 1
        self.counts["handled" if is_new else "seen_before"] += 1
        if is_new:
            self.lines.append(json.dumps({"id": id, "type": type, "key": key, "data": data}, ensure_ascii=False))

    def show(self):
        """Prints what is stored now."""
        for line in self.lines:
            print(line, flush=True)
        self.lines.clear()

    def count(self, outcome, what, always=False):
        self.counts[outcome] += 1
        if always or self.counts[outcome] == 1:
            print(f"{outcome}: {what}", file=sys.stderr, flush=True)


def name_of(type):
    return re.sub(r"\.v\d+$", "", type)


def text_headers(record):
    """The headers of a record as text; of a repeated one the last counts."""
    return {name: "" if value is None else value.decode("utf-8", "replace") for name, value in record.headers() or []}


def records_of(batch):
    for record in batch:
        if record.error() is None:
            yield record
        elif record.error().fatal() or record.error().code() == KafkaError.UNKNOWN_TOPIC_OR_PART:
            raise KafkaException(record.error())


def commit(consumer, records):
    """Says how far the group has come, once everything up to there is stored."""
    following = {}
    for record in records:
        following[record.topic(), record.partition()] = record.offset() + 1
    try:
        consumer.commit(offsets=[TopicPartition(*place, offset) for place, offset in following.items()], asynchronous=False)
    except KafkaException as error:
        # The partition went to another member meanwhile, which reads this again; or the broker is away. It is stored.
        print(f"not committed: {error}", file=sys.stderr, flush=True)


def main():
    given = arguments()
    stopping = []
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopping.append(True))
    store = open_store(given.store)
    reader = Reader(given.type, store)
    consumer = Consumer(
        {
            "bootstrap.servers": given.brokers,
            "group.id": given.group,
            "enable.auto.commit": False,
            "auto.offset.reset": "earliest" if given.from_start else "latest",
        }
    )
    consumer.subscribe(given.topic)
    last = time.monotonic()
    while not stopping and (given.idle is None or time.monotonic() - last < given.idle):
        records = list(records_of(consumer.consume(num_messages=500, timeout=0.5)))
        if not records:
            continue
        store.execute("begin")
        for record in records:
            reader.handle(record)
        store.execute("commit")
        reader.show()
        commit(consumer, records)
        last = time.monotonic()
    consumer.close()
    print(json.dumps(reader.counts), file=sys.stderr)


main()

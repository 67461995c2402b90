"""Reads every topic that an AsyncAPI document describes, from its first record to its last, and holds each record against it.

    check_topics.py openapi/asyncapi.json localhost:9092

The last line of stdout is the report as JSON: {"records": …, "types": {type: events}, "problems": [the first 20]}.
An event that was published twice has the same id and counts once.
Ends with 0 if every record keeps the contract, with 1 if not, with 2 if the broker does not answer.
Needs python3-confluent-kafka and python3-jsonschema.
"""

import json
import sys
from collections import Counter

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, KafkaException, TopicPartition

from contract import Contract, text_headers

PATIENCE_SECONDS = 20
MOST_PROBLEMS = 20


def open_consumer(brokers):
    return Consumer(
        {
            "bootstrap.servers": brokers,
            # Nothing is committed: whoever only looks needs no offset of their own.
            "group.id": "check-topics",
            "enable.auto.commit": False,
            "enable.partition.eof": True,
        }
    )


def records_to_the_end(consumer, topics):
    """Every record of these topics, until each partition has once been read to its end."""
    known = consumer.list_topics(timeout=PATIENCE_SECONDS).topics
    missing = sorted(set(topics) - set(known))
    if missing:
        raise LookupError(f"These topics do not exist: {', '.join(missing)}")
    partitions = [(topic, number) for topic in topics for number in known[topic].partitions]
    consumer.assign([TopicPartition(topic, number, OFFSET_BEGINNING) for topic, number in partitions])
    unread = set(partitions)
    while unread:
        record = consumer.poll(PATIENCE_SECONDS)
        if record is None:
            raise TimeoutError(f"Nothing came for {PATIENCE_SECONDS} s.")
        if record.error() is None:
            yield record
        elif record.error().code() == KafkaError._PARTITION_EOF:
            unread.discard((record.topic(), record.partition()))
        else:
            raise KafkaException(record.error())


def check(contract, records):
    """How many records there are, the events by type, and what is wrong, as one sentence each."""
    count = 0
    events = set()
    problems = []
    for record in records:
        count += 1
        headers = text_headers(record)
        events.add((headers.get("ce_type", "none"), headers.get("ce_id")))
        position = f"{record.topic()}[{record.partition()}] {record.offset()}"
        for problem in contract.problems(record.topic(), record.key(), headers, record.value()):
            problems.append(f"{position} {headers.get('ce_type')}: {problem}")
    return count, Counter(kind for kind, _id in events), problems


def main(document, brokers):
    contract = Contract(document)
    consumer = open_consumer(brokers)
    try:
        count, types, problems = check(contract, records_to_the_end(consumer, list(contract.topics)))
    except (KafkaException, LookupError, TimeoutError) as error:
        print(f"The topics could not be read: {error}", file=sys.stderr)
        return 2
    finally:
        consumer.close()
    report = {"records": count, "types": dict(sorted(types.items())), "problems": problems[:MOST_PROBLEMS]}
    print(json.dumps(report, ensure_ascii=False))
    return 1 if problems else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))

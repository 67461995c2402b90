#!/usr/bin/python3
"""Moves a consumer group to another place of a topic, so that it reads again or passes over. No member of it may be running.

    reset_offsets.py --brokers localhost:9092 --group my-answers --topic polyphon.feedback --to start|end|2026-11-22T10:00:00Z

Kafka's own kafka-consumer-groups.sh --reset-offsets does the same. Debian: apt-get install -y python3-confluent-kafka
"""
import argparse
import sys
from datetime import datetime

from confluent_kafka import OFFSET_END, Consumer, KafkaException, TopicPartition

PATIENCE_SECONDS = 20


def arguments():
    parser = argparse.ArgumentParser(description="Moves a consumer group to another place of a topic.")
    parser.add_argument("--brokers", default="localhost:9092", help="host:port, ... of Kafka")
    parser.add_argument("--group", required=True, help="a group of your own: Polyphon's stand where their databases stand")
    parser.add_argument("--topic", required=True)
    parser.add_argument("--to", required=True, help="start, end, or a time such as 2026-11-22T10:00:00Z")
    return parser.parse_args()


def places(consumer, topic, to):
    """Where to read on, one place for each partition."""
    numbers = consumer.list_topics(topic, timeout=PATIENCE_SECONDS).topics[topic].partitions
    held = {number: consumer.get_watermark_offsets(TopicPartition(topic, number), PATIENCE_SECONDS) for number in numbers}
    if to in ("start", "end"):
        return [TopicPartition(topic, number, low if to == "start" else high) for number, (low, high) in held.items()]
    moment = int(datetime.fromisoformat(to.replace("Z", "+00:00")).timestamp() * 1000)
    found = consumer.offsets_for_times([TopicPartition(topic, number, moment) for number in numbers], PATIENCE_SECONDS)
    # Where nothing came since then, the end.
    return [
        TopicPartition(topic, place.partition, held[place.partition][1] if place.offset in (OFFSET_END, -1) else place.offset)
        for place in found
    ]


def main():
    given = arguments()
    consumer = Consumer({"bootstrap.servers": given.brokers, "group.id": given.group, "enable.auto.commit": False})
    try:
        moved = consumer.commit(offsets=places(consumer, given.topic, given.to), asynchronous=False)
        failed = [place.error for place in moved if place.error]
        if failed:
            raise KafkaException(failed[0])
    except KafkaException as error:
        print(f"{given.group} was not moved; is a member of it still running? {error}", file=sys.stderr)
        return 1
    finally:
        consumer.close()
    for place in sorted(moved, key=lambda each: each.partition):
        print(f"{place.topic}/{place.partition} goes on at {place.offset}")
    return 0


sys.exit(main())

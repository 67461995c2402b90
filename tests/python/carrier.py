"""Stands in for messaging, and knows nothing of Polyphon but its AsyncAPI document.

    carrier.py openapi/asyncapi.json localhost:9092 thank-you,welcome

Takes every order from the topic polyphon.journey and publishes on polyphon.messaging what became of it: a template that it
knows (the last argument) is sent, any other drops the message. Runs until SIGTERM.
Needs python3-confluent-kafka and python3-jsonschema.
"""

import json
import signal
import sys
import uuid
from datetime import datetime, timezone

from confluent_kafka import Consumer, KafkaException, Producer

from contract import Contract, text_headers

ORDERS = "polyphon.journey"
ORDER = "journey.message_planned.v1"
RECEIPTS = "polyphon.messaging"


def receipts_of(order, templates):
    """What is to be published of an order: the state of the message, and the reason if it is not sent."""
    if order["template"] in templates:
        return [("queued", None), ("accepted", None), ("sent", None)]
    return [("dropped", "template_missing")]


def receipt_of(order, headers, state, reason):
    """One receipt as headers and payload. Its ids follow from the order's, so that a repeated order gives the same again."""
    now = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    message_id = uuid.uuid5(uuid.UUID(order["runId"]), order["orderId"])
    payload = {
        "messageId": str(message_id),
        "orderId": order["orderId"],
        "runId": order["runId"],
        "profileId": order["profileId"],
        "channel": order["channels"][0],
        "class": order["class"],
        "topic": order["topic"],
        "template": order["template"],
        "occurredAt": now,
        **({} if reason is None else {"reason": reason}),
    }
    return {
        "ce_specversion": "1.0",
        "ce_id": str(uuid.uuid5(message_id, state)),
        "ce_source": "/example/carrier",
        "ce_type": f"messaging.message_{state}.v1",
        "ce_time": now,
        "ce_partitionkey": f"{headers['ce_workspace']}:{order['profileId']}",
        "ce_workspace": headers["ce_workspace"],
        "ce_causationid": headers["ce_id"],
        "content-type": "application/json",
    }, json.dumps(payload)


def carry_out(record, contract, producer, templates):
    headers = text_headers(record)
    if headers.get("ce_type") != ORDER:
        return
    wrong = contract.problems(ORDERS, record.key(), headers, record.value())
    if wrong:
        print(f"An order was left aside: {wrong}", file=sys.stderr, flush=True)
        return
    order = json.loads(record.value())
    for state, reason in receipts_of(order, templates):
        receipt, payload = receipt_of(order, headers, state, reason)
        key = receipt["ce_partitionkey"].encode()
        wrong = contract.problems(RECEIPTS, key, receipt, payload)
        if wrong:
            raise ValueError(f"A receipt would break the contract: {wrong}")
        producer.produce(RECEIPTS, key=key, headers=receipt, value=payload)
    producer.flush()
    print(f"{order['orderId']}: {state}", flush=True)


def main(document, brokers, templates):
    contract = Contract(document)
    producer = Producer({"bootstrap.servers": brokers, "enable.idempotence": True})
    consumer = Consumer(
        {
            "bootstrap.servers": brokers,
            "group.id": "example.carrier",
            "auto.offset.reset": "earliest",
            "enable.auto.commit": False,
        }
    )
    stopping = False

    def stop(_signal, _frame):
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    consumer.subscribe([ORDERS])
    print("ready", flush=True)
    try:
        while not stopping:
            record = consumer.poll(0.2)
            if record is None:
                continue
            if record.error() is not None:
                raise KafkaException(record.error())
            carry_out(record, contract, producer, templates.split(","))
            # Only now, so that an order is rather carried out twice than never.
            consumer.commit(record, asynchronous=False)
    finally:
        consumer.close()


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])

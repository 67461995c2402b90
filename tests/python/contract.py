"""What openapi/asyncapi.json says of a record in Kafka, and nothing else. Python's standard library and python3-jsonschema."""

import json
import re
from datetime import datetime

from jsonschema import Draft7Validator, FormatChecker

formats = FormatChecker(formats=["uuid"])


@formats.checks("date-time", raises=ValueError)
def is_moment(value):
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


class Contract:
    """Topics, the types of messages that each may carry, and the form of their headers and payloads."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.document = json.load(file)
        self.topics = {channel["address"]: channel for channel in self.document["channels"].values()}
        self.validators = {}

    def problems(self, topic, key, headers, value):
        """Everything that is wrong with a record, each as a sentence; key and value as bytes, headers as text by name."""
        channel = self.topics[topic]
        types = {message["name"]: message for message in map(self.follow, channel["messages"].values())}
        message = types.get(headers.get("ce_type"))
        if message is None:
            return [f"the type {headers.get('ce_type')} is not one of this topic"]
        found = self.differences(message["headers"], headers, "headers")
        found += self.key_problems(message, key, headers)
        if value is None:
            is_compacted = "compact" in channel["bindings"]["kafka"]["topicConfiguration"]["cleanup.policy"]
            return found if is_compacted else [*found, "only a compacted topic may hold a record without a value"]
        try:
            data = json.loads(value)
            found += self.differences(message["payload"], data, "payload")
            return found + key_differences(message["x-key"], key, {**data, "workspace": headers.get("ce_workspace")})
        except ValueError as error:
            return [*found, f"the value is not JSON: {error}"]

    def key_problems(self, message, key, headers):
        if key is None:
            return ["there is no key"]
        text = key.decode("utf-8", "replace")
        found = self.differences(message["bindings"]["kafka"]["key"], text, "key")
        workspace = headers.get("ce_workspace")
        if text != workspace and not text.startswith(f"{workspace}:"):
            found.append("the key is neither <workspace> nor <workspace>:<id>")
        if text != headers.get("ce_partitionkey"):
            found.append("the key is not ce_partitionkey")
        return found

    def differences(self, schema, instance, name):
        """Where an instance breaks a schema of the document; values that may be personal are not repeated in full."""
        reference = json.dumps(schema, sort_keys=True)
        if reference not in self.validators:
            # The schema's references lead to the document's components; other fields beside them say nothing here.
            self.validators[reference] = Draft7Validator(
                {**schema, "components": self.document["components"]}, format_checker=formats
            )
        errors = self.validators[reference].iter_errors(instance)
        return [f"{name} {error.json_path}: {error.message[:120]}" for error in errors]

    def follow(self, part):
        """The part of the document that a reference leads to, or the part itself."""
        while "$ref" in part:
            pointer = part["$ref"]
            part = self.document
            for step in pointer.removeprefix("#/").split("/"):
                part = part[step.replace("~1", "/").replace("~0", "~")]
        return part


def key_differences(forms, key, fields):
    """Whether the key is what the first form makes of the fields that is made of fields that are there."""
    for form in forms:
        names = re.findall(r"\{(\w+)\}", form)
        if all(fields.get(name) is not None for name in names):
            expected = re.sub(r"\{(\w+)\}", lambda match: str(fields[match[1]]), form)
            return [] if (key or b"").decode("utf-8", "replace") == expected else [f"the key is not of the form {form}"]
    return [f"no form of the key fits: {', '.join(forms)}"]


def text_headers(record):
    """The headers of a record as text; of a repeated one the last counts."""
    return {name: "" if value is None else value.decode("utf-8", "replace") for name, value in record.headers() or []}

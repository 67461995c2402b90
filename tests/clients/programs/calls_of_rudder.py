"""Makes each call of rudder-sdk-python with what is read from stdin: calls_of_rudder.py URL KEY"""
import json
import sys
from datetime import datetime

from rudderstack.analytics.client import Client

url, key = sys.argv[1:]
call = json.load(sys.stdin)
errors = []
client = Client(key, host=url, on_error=lambda error, items: errors.append(str(error)), gzip=True)
user, visitor = call["userId"], call["anonymousId"]
client.track(anonymous_id=visitor, event=call["event"], properties=call["properties"], timestamp=datetime.fromisoformat(call["timestamp"]))
client.identify(user, traits=call["traits"])
client.page(user, name=call["name"], properties=call["properties"])
client.screen(user, name=call["name"], properties=call["properties"])
client.group(user, call["groupId"], traits={"name": call["name"]})
client.alias(visitor, user)
client.flush()
client.join()
print("\n".join(errors))
sys.exit(1 if errors else 0)

import sys

from client import AuthenticatedClient
from client.api.surveys import get_survey, put_survey
from client.models import Problem, PutSurveyBody, Survey, SurveyPublication
from client.models import PutSurveyBodyQuestionsItem as Question
from client.models import PutSurveyBodyQuestionsItemKind as Kind

url, key = sys.argv[1:]
client = AuthenticatedClient(base_url=url, token=key)

title = "Größe & Straße"
body = PutSurveyBody(title=title, questions=[Question(id="why", kind=Kind.TEXT, text="Warum?")])
put = put_survey.sync(key="by-python", client=client, body=body)
assert isinstance(put, SurveyPublication), put

got = get_survey.sync(key=put.key, client=client)
assert isinstance(got, Survey) and got.title == title and got.version == put.version, got

missing = get_survey.sync(key="nowhere", client=client)
assert isinstance(missing, Problem) and missing.code == "survey_unknown" and missing.status == 404, missing

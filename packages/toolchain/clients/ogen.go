package main

import (
	"context"
	"fmt"
	"os"

	api "client/client"
)

type keys struct{ secret string }

func (k keys) Key(context.Context, api.OperationName) (api.Key, error) {
	return api.Key{Token: k.secret}, nil
}

func (k keys) Admin(context.Context, api.OperationName) (api.Admin, error) { return api.Admin{}, nil }

func (k keys) Person(context.Context, api.OperationName) (api.Person, error) { return api.Person{}, nil }

func (k keys) WriteKey(context.Context, api.OperationName) (api.WriteKey, error) { return api.WriteKey{}, nil }

func main() {
	url, key := os.Args[1], os.Args[2]
	ctx := context.Background()
	client, err := api.NewClient(url, keys{secret: key})
	must(err == nil, err)

	title := "Größe & Straße"
	body := api.PutSurveyReq{
		Title: api.NewStringPutSurveyReqTitle(title),
		Questions: []api.PutSurveyReqQuestionsItem{{
			ID: "why", Kind: api.PutSurveyReqQuestionsItemKindText, Text: api.NewStringPutSurveyReqQuestionsItemText("Warum?"),
		}},
	}
	answer, err := client.PutSurvey(ctx, &body, api.PutSurveyParams{Key: "by-ogen"})
	put, isCreated := answer.(*api.PutSurveyCreated)
	must(err == nil && isCreated, err, answer)

	found, err := client.GetSurvey(ctx, api.GetSurveyParams{Key: put.Response.Key})
	got, isThere := found.(*api.SurveyHeaders)
	must(err == nil && isThere && got.Response.Title.String == title, err, found)
	must(got.Response.Version == put.Response.Version, got)

	nothing, err := client.GetSurvey(ctx, api.GetSurveyParams{Key: "nowhere"})
	missing, isMissing := nothing.(*api.NotFoundHeaders)
	must(err == nil && isMissing && missing.Response.Code == "survey_unknown", err, nothing)
}

func must(holds bool, found ...any) {
	if !holds {
		fmt.Fprintf(os.Stderr, "%+v\n", found)
		os.Exit(1)
	}
}

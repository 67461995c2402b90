package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"

	"client"
)

func main() {
	url, key := os.Args[1], os.Args[2]
	ctx := context.Background()
	authorize := client.WithRequestEditorFn(func(_ context.Context, request *http.Request) error {
		request.Header.Set("Authorization", "Bearer "+key)
		return nil
	})
	api, err := client.NewClientWithResponses(url, authorize)
	must(err == nil, err)

	var body client.PutSurveyJSONRequestBody
	text := `{"title":"Größe & Straße","questions":[{"id":"why","kind":"text","text":{"de":"Warum?","en":"Why?"}}]}`
	err = json.Unmarshal([]byte(text), &body)
	must(err == nil, err)
	put, err := api.PutSurveyWithResponse(ctx, "by-oapi-codegen", &client.PutSurveyParams{}, body)
	must(err == nil && put.JSON201 != nil, err, put)

	got, err := api.GetSurveyWithResponse(ctx, put.JSON201.Key, &client.GetSurveyParams{})
	must(err == nil && got.JSON200 != nil && got.JSON200.Version == put.JSON201.Version, err, got)
	title, err := got.JSON200.Title.AsSurveyTitle0()
	must(err == nil && title == "Größe & Straße", err, title)

	missing, err := api.GetSurveyWithResponse(ctx, "nowhere", &client.GetSurveyParams{})
	must(err == nil && missing.ApplicationproblemJSON404 != nil, err, missing)
	must(missing.ApplicationproblemJSON404.Code == "survey_unknown", missing.ApplicationproblemJSON404)
}

func must(holds bool, found ...any) {
	if !holds {
		fmt.Fprintf(os.Stderr, "%+v\n", found)
		os.Exit(1)
	}
}

// Makes each call of analytics-go with what is read from stdin: main URL KEY
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"time"

	"gopkg.in/segmentio/analytics-go.v3"
)

type call struct {
	UserId, AnonymousId, Event, Name, GroupId string
	Properties, Traits                        map[string]any
	Timestamp                                 time.Time
}

type outcome struct{ failed bool }

func (o *outcome) Success(analytics.Message) {}
func (o *outcome) Failure(_ analytics.Message, err error) {
	o.failed = true
	fmt.Println(err)
}

func main() {
	var c call
	if err := json.NewDecoder(os.Stdin).Decode(&c); err != nil {
		panic(err)
	}
	seen := &outcome{}
	client, err := analytics.NewWithConfig(os.Args[2], analytics.Config{Endpoint: os.Args[1], Callback: seen})
	if err != nil {
		panic(err)
	}
	for _, message := range []analytics.Message{
		analytics.Track{AnonymousId: c.AnonymousId, Event: c.Event, Properties: c.Properties, Timestamp: c.Timestamp},
		analytics.Identify{UserId: c.UserId, Traits: c.Traits},
		analytics.Page{UserId: c.UserId, Name: c.Name, Properties: c.Properties},
		analytics.Screen{UserId: c.UserId, Name: c.Name, Properties: c.Properties},
		analytics.Group{UserId: c.UserId, GroupId: c.GroupId, Traits: map[string]any{"name": c.Name}},
		analytics.Alias{PreviousId: c.AnonymousId, UserId: c.UserId},
	} {
		if err := client.Enqueue(message); err != nil {
			panic(err)
		}
	}
	client.Close()
	if seen.failed {
		os.Exit(1)
	}
}

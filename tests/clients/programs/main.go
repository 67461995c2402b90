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

// What became of each message, in the order in which the client says so.
type outcomes chan error

func (o outcomes) Success(analytics.Message)              { o <- nil }
func (o outcomes) Failure(_ analytics.Message, err error) { o <- err }

func main() {
	var c call
	if err := json.NewDecoder(os.Stdin).Decode(&c); err != nil {
		panic(err)
	}
	seen := make(outcomes, 100)
	soon := func(int) time.Duration { return 250 * time.Millisecond }
	config := analytics.Config{Endpoint: os.Args[1], Callback: seen, Interval: soon(0), RetryAfter: soon}
	client, err := analytics.NewWithConfig(os.Args[2], config)
	if err != nil {
		panic(err)
	}
	messages := []analytics.Message{
		analytics.Track{AnonymousId: c.AnonymousId, Event: c.Event, Properties: c.Properties, Timestamp: c.Timestamp},
		analytics.Identify{UserId: c.UserId, Traits: c.Traits},
		analytics.Page{UserId: c.UserId, Name: c.Name, Properties: c.Properties},
		analytics.Screen{UserId: c.UserId, Name: c.Name, Properties: c.Properties},
		analytics.Group{UserId: c.UserId, GroupId: c.GroupId, Traits: map[string]any{"name": c.Name}},
		analytics.Alias{PreviousId: c.AnonymousId, UserId: c.UserId},
	}
	for _, message := range messages {
		if err := client.Enqueue(message); err != nil {
			panic(err)
		}
	}
	// Who closes it right away has what fails dropped instead of sent again.
	failed := false
	for range messages {
		if err := <-seen; err != nil {
			failed = true
			fmt.Println(err)
		}
	}
	client.Close()
	if failed {
		os.Exit(1)
	}
}

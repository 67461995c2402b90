// Reads events of Polyphon from Kafka as a consumer group and handles each exactly once in effect.
//
// An event may come more than once, always with the same id. So what it does and its id are stored together (lines of a
// file here, your database in earnest), and only then the offset is committed: whoever dies in between reads the event
// again and finds it stored. The effect here is a line of JSON in the file and on standard output.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"regexp"
	"strings"
	"syscall"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

type words []string

func (w *words) String() string { return strings.Join(*w, ",") }
func (w *words) Set(text string) error {
	*w = append(*w, text)
	return nil
}

// An event as it is stored and printed.
type event struct {
	ID   string          `json:"id"`
	Type string          `json:"type"`
	Key  string          `json:"key"`
	Data json.RawMessage `json:"data"`
}

// What has been handled, on disk, and the ids of it in memory.
type store struct {
	file *os.File
	seen map[string]bool
}

func openStore(path string) (*store, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	kept := &store{file: file, seen: map[string]bool{}}
	var whole int64
	for lines := bufio.NewReader(file); ; {
		line, err := lines.ReadBytes('\n')
		if err == io.EOF {
			break
		}
		var before event
		if err != nil || json.Unmarshal(line, &before) != nil {
			return nil, fmt.Errorf("%s is no store of this program", path)
		}
		kept.seen[before.ID] = true
		whole += int64(len(line))
	}
	// Whoever died while writing has left a piece of a line: its event was not committed and comes again.
	if err := file.Truncate(whole); err != nil {
		return nil, err
	}
	_, err = file.Seek(whole, io.SeekStart)
	return kept, err
}

func (s *store) write(lines []byte) error {
	if _, err := s.file.Write(lines); err != nil {
		return err
	}
	return s.file.Sync()
}

// What becomes of records. Nothing that cannot be handled stops those behind it.
type reader struct {
	types  map[string]bool
	names  map[string]bool
	counts map[string]int
	store  *store
}

var version = regexp.MustCompile(`\.v\d+$`)

func nameOf(kind string) string { return version.ReplaceAllString(kind, "") }

func newReader(types []string, kept *store) *reader {
	r := &reader{types: map[string]bool{}, names: map[string]bool{}, counts: map[string]int{}, store: kept}
	for _, kind := range types {
		r.types[kind] = true
		r.names[nameOf(kind)] = true
	}
	return r
}

// The line that a record becomes; nil where there is nothing to do.
func (r *reader) read(record *kgo.Record) []byte {
	kind := header(record, "ce_type")
	if !r.types[kind] {
		// Another version of what is handled here: while both are published, its .v1 comes as well.
		if r.names[nameOf(kind)] {
			r.count("other_version", kind, false)
		} else {
			r.count("ignored", kind, false)
		}
		return nil
	}
	found := event{ID: header(record, "ce_id"), Type: kind, Key: string(record.Key), Data: record.Value}
	if record.Value == nil {
		found.Data = json.RawMessage("null")
	}
	if found.ID == "" || !json.Valid(found.Data) {
		// In earnest: put it aside where somebody looks at it. To stop here would stop the whole partition.
		r.count("unreadable", fmt.Sprintf("%s/%d at %d", record.Topic, record.Partition, record.Offset), true)
		return nil
	}
	if r.store.seen[found.ID] {
		r.counts["seen_before"]++
		return nil
	}
	line, err := json.Marshal(found)
	if err != nil {
		r.count("unreadable", err.Error(), true)
		return nil
	}
	r.counts["handled"]++
	r.store.seen[found.ID] = true
	return append(line, '\n')
}

func (r *reader) count(outcome, what string, always bool) {
	r.counts[outcome]++
	if always || r.counts[outcome] == 1 {
		fmt.Fprintf(os.Stderr, "%s: %s\n", outcome, what)
	}
}

// The value of a header; of a repeated one the last counts.
func header(record *kgo.Record, name string) string {
	text := ""
	for _, each := range record.Headers {
		if each.Key == name {
			text = string(each.Value)
		}
	}
	return text
}

func run() error {
	var topics, types words
	brokers := flag.String("brokers", "localhost:9092", "host:port,... of Kafka")
	group := flag.String("group", "", "name of the consumer group; not one of Polyphon's own")
	path := flag.String("store", "events.jsonl", "file of what has been handled")
	fromStart := flag.Bool("from-start", false, "where the group has never read: begin at the beginning")
	idle := flag.Float64("idle", 0, "end when nothing has come for so many seconds")
	flag.Var(&topics, "topic", "may be given several times")
	flag.Var(&types, "type", "a type that is handled, with its version")
	flag.Parse()
	if *group == "" || len(topics) == 0 || len(types) == 0 {
		return errors.New("-group, -topic and -type are required")
	}
	kept, err := openStore(*path)
	if err != nil {
		return err
	}
	defer kept.file.Close()
	start := kgo.NewOffset().AtEnd()
	if *fromStart {
		start = kgo.NewOffset().AtStart()
	}
	client, err := kgo.NewClient(
		kgo.SeedBrokers(strings.Split(*brokers, ",")...),
		kgo.ConsumerGroup(*group),
		kgo.ConsumeTopics(topics...),
		kgo.ConsumeResetOffset(start),
		kgo.DisableAutoCommit(),
		// Partitions change hands between two polls only, after what was polled is stored and committed.
		kgo.BlockRebalanceOnPoll(),
	)
	if err != nil {
		return err
	}
	defer client.CloseAllowingRebalance()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	r := newReader(types, kept)
	err = consume(ctx, client, r, time.Duration(*idle*float64(time.Second)))
	summary, _ := json.Marshal(r.counts)
	fmt.Fprintln(os.Stderr, string(summary))
	return err
}

func consume(ctx context.Context, client *kgo.Client, r *reader, idle time.Duration) error {
	last := time.Now()
	for ctx.Err() == nil && (idle == 0 || time.Since(last) < idle) {
		polling, done := context.WithTimeout(ctx, 500*time.Millisecond)
		fetches := client.PollRecords(polling, 500)
		done()
		for _, failed := range fetches.Errors() {
			if !errors.Is(failed.Err, context.DeadlineExceeded) && !errors.Is(failed.Err, context.Canceled) {
				return fmt.Errorf("%s: %w", failed.Topic, failed.Err)
			}
		}
		if !fetches.Empty() {
			if err := handle(client, r, fetches.Records()); err != nil {
				return err
			}
			last = time.Now()
		}
		client.AllowRebalance()
	}
	return nil
}

func handle(client *kgo.Client, r *reader, records []*kgo.Record) error {
	var lines bytes.Buffer
	for _, record := range records {
		lines.Write(r.read(record))
	}
	if err := r.store.write(lines.Bytes()); err != nil {
		return err
	}
	os.Stdout.Write(lines.Bytes())
	// Not committed, it is read again, and found in the store.
	if err := client.CommitRecords(context.Background(), records...); err != nil {
		fmt.Fprintf(os.Stderr, "not committed: %v\n", err)
	}
	return nil
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// Package events holds what back ends read with azeventhubs, unchanged.
package events

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azeventhubs/v2"
)

var (
	connection = os.Getenv("EVENTHUB_CONNECTION_STRING")
	program    = os.Getenv("TWINHUB_PROGRAM")
)

func ptr[T any](value T) *T { return &value }

// A consumer that trusts the hub's certificate.
func consumer(t *testing.T, text string) *azeventhubs.ConsumerClient {
	t.Helper()
	client, err := azeventhubs.NewConsumerClientFromConnectionString(
		text, "", "$Default", &azeventhubs.ConsumerClientOptions{TLSConfig: &tls.Config{RootCAs: roots(t)}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close(context.Background()) })
	return client
}

func roots(t *testing.T) *x509.CertPool {
	t.Helper()
	pem, err := os.ReadFile(os.Getenv("NODE_EXTRA_CA_CERTS"))
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(pem)
	return pool
}

func twinhub(t *testing.T, arguments ...string) string {
	t.Helper()
	out, err := exec.Command(program, arguments...).Output()
	if err != nil {
		t.Fatalf("%v: %v", arguments, err)
	}
	return strings.TrimSpace(string(out))
}

// device is a registered device that sends messages over HTTPS.
type device struct {
	t             *testing.T
	id, host, key string
	client        http.Client
}

func newDevice(t *testing.T) device {
	t.Helper()
	random := make([]byte, 4)
	rand.Read(random)
	id := "go-" + hex.EncodeToString(random)
	twinhub(t, "device-identity", "create", "-d", id)
	text := twinhub(t, "device-identity", "connection-string", "show", "-d", id, "-o", "value")
	parts := regexp.MustCompile(`HostName=([^;]+);DeviceId=[^;]+;SharedAccessKey=(.+)`).FindStringSubmatch(text)
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots(t)}}
	return device{t, id, parts[1], parts[2], http.Client{Transport: transport}}
}

func (d device) send(numbers ...int) {
	d.t.Helper()
	for _, number := range numbers {
		resource := url.QueryEscape(d.host + "/devices/" + d.id)
		expiry := time.Now().Unix() + 600
		key, _ := base64.StdEncoding.DecodeString(d.key)
		mac := hmac.New(sha256.New, key)
		fmt.Fprintf(mac, "%s\n%d", resource, expiry)
		signature := url.QueryEscape(base64.StdEncoding.EncodeToString(mac.Sum(nil)))
		request, _ := http.NewRequest(
			"POST",
			fmt.Sprintf("https://%s/devices/%s/messages/events?api-version=2021-04-12", d.host, d.id),
			strings.NewReader(fmt.Sprintf(`{"number":%d}`, number)))
		request.Header.Set(
			"Authorization", fmt.Sprintf("SharedAccessSignature sr=%s&sig=%s&se=%d", resource, signature, expiry))
		request.Header["iothub-app-alarm"] = []string{"yes"} // Set would write Alarm
		answer, err := d.client.Do(request)
		if err != nil {
			d.t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != http.StatusNoContent {
			d.t.Fatalf("status %d", answer.StatusCode)
		}
	}
}

// read reads events of the device in one partition until there are enough.
func (d device) read(client *azeventhubs.ConsumerClient, partition string, start azeventhubs.StartPosition, count int) []*azeventhubs.ReceivedEventData {
	d.t.Helper()
	reader, err := client.NewPartitionClient(partition, &azeventhubs.PartitionClientOptions{StartPosition: start})
	if err != nil {
		d.t.Fatal(err)
	}
	defer reader.Close(context.Background())
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	var found []*azeventhubs.ReceivedEventData
	for len(found) < count {
		events, err := reader.ReceiveEvents(ctx, 1, nil)
		if err != nil {
			d.t.Fatalf("%d of %d came: %v", len(found), count, err)
		}
		for _, event := range events {
			if event.SystemProperties["iothub-connection-device-id"] == d.id {
				found = append(found, event)
			}
		}
	}
	return found
}

// partition finds where the events of the device are.
func (d device) partition(client *azeventhubs.ConsumerClient) string {
	d.t.Helper()
	hub, err := client.GetEventHubProperties(context.Background(), nil)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, id := range hub.PartitionIDs {
		properties, err := client.GetPartitionProperties(context.Background(), id, nil)
		if err != nil {
			d.t.Fatal(err)
		}
		if properties.IsEmpty {
			continue
		}
		reader, err := client.NewPartitionClient(id, &azeventhubs.PartitionClientOptions{
			StartPosition: azeventhubs.StartPosition{Earliest: ptr(true)}})
		if err != nil {
			d.t.Fatal(err)
		}
		for last := int64(-1); last < properties.LastEnqueuedSequenceNumber; {
			ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
			events, err := reader.ReceiveEvents(ctx, 1, nil)
			cancel()
			if err != nil {
				d.t.Fatal(err)
			}
			last = events[0].SequenceNumber
			if events[0].SystemProperties["iothub-connection-device-id"] == d.id {
				reader.Close(context.Background())
				return id
			}
		}
		reader.Close(context.Background())
	}
	d.t.Fatal("no partition holds an event of the device")
	return ""
}

func numbers(t *testing.T, events []*azeventhubs.ReceivedEventData) []int {
	t.Helper()
	var all []int
	for _, event := range events {
		var body struct{ Number int }
		if err := json.Unmarshal(event.Body, &body); err != nil {
			t.Fatal(err)
		}
		all = append(all, body.Number)
	}
	return all
}

func requireNumbers(t *testing.T, events []*azeventhubs.ReceivedEventData, expected ...int) {
	t.Helper()
	if got := numbers(t, events); fmt.Sprint(got) != fmt.Sprint(expected) {
		t.Fatalf("%v instead of %v", got, expected)
	}
}

func TestEventsAreReadFromEachStart(t *testing.T) {
	device := newDevice(t)
	device.send(0, 1, 2, 3, 4)
	client := consumer(t, connection)
	partition := device.partition(client)
	all := device.read(client, partition, azeventhubs.StartPosition{Earliest: ptr(true)}, 5)
	requireNumbers(t, all, 0, 1, 2, 3, 4)
	if all[0].Properties["alarm"] != "yes" || all[0].SystemProperties["iothub-message-source"] != "Telemetry" {
		t.Fatalf("%v %v", all[0].Properties, all[0].SystemProperties)
	}
	third := all[2]
	requireNumbers(t, device.read(client, partition, azeventhubs.StartPosition{SequenceNumber: &third.SequenceNumber}, 2), 3, 4)
	requireNumbers(t, device.read(client, partition, azeventhubs.StartPosition{SequenceNumber: &third.SequenceNumber, Inclusive: true}, 2), 2, 3)
	requireNumbers(t, device.read(client, partition, azeventhubs.StartPosition{Offset: &third.Offset}, 2), 3, 4)
	requireNumbers(t, device.read(client, partition, azeventhubs.StartPosition{EnqueuedTime: ptr(third.EnqueuedTime.Add(-time.Minute))}, 2), 0, 1)
}

func TestTheLatestAreThoseThatComeAfterTheReader(t *testing.T) {
	device := newDevice(t)
	device.send(0)
	client := consumer(t, connection)
	partition := device.partition(client)
	stop := make(chan struct{})
	var sending sync.WaitGroup
	sending.Add(1)
	go func() {
		defer sending.Done()
		for number := 1; ; number++ {
			select {
			case <-stop:
				return
			case <-time.After(300 * time.Millisecond):
				device.send(number)
			}
		}
	}()
	late := device.read(client, partition, azeventhubs.StartPosition{Latest: ptr(true)}, 1)
	close(stop)
	sending.Wait()
	if numbers(t, late)[0] == 0 {
		t.Fatal("an event that was there before came")
	}
}

func TestWithTls(t *testing.T) {
	device := newDevice(t)
	device.send(0, 1)
	plain := consumer(t, connection)
	partition := device.partition(plain)
	text := strings.Replace(connection, ";UseDevelopmentEmulator=true", "", 1)
	secure := consumer(t, regexp.MustCompile(`:\d+;`).ReplaceAllString(text, "/;"))
	requireNumbers(t, device.read(secure, partition, azeventhubs.StartPosition{Earliest: ptr(true)}, 2), 0, 1)
}

func TestWhatIsNotThereIsRefused(t *testing.T) {
	client := consumer(t, connection)
	if _, err := client.GetPartitionProperties(context.Background(), "77", nil); err == nil || !strings.Contains(err.Error(), "there is no partition '77'") {
		t.Fatal(err)
	}
}

func TestAHigherOwnerLevelTakesThePlaceOfALowerOne(t *testing.T) {
	client := consumer(t, connection)
	open := func(level int64) *azeventhubs.PartitionClient {
		reader, err := client.NewPartitionClient("0", &azeventhubs.PartitionClientOptions{
			OwnerLevel: &level, StartPosition: azeventhubs.StartPosition{Latest: ptr(true)}})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { reader.Close(context.Background()) })
		return reader
	}
	receive := func(reader *azeventhubs.PartitionClient, wait time.Duration) error {
		ctx, cancel := context.WithTimeout(context.Background(), wait)
		defer cancel()
		_, err := reader.ReceiveEvents(ctx, 1000, nil)
		return err
	}
	first := open(1)
	if err := receive(first, time.Second); !errors.Is(err, context.DeadlineExceeded) && err != nil {
		t.Fatal(err)
	}
	if err := receive(open(2), time.Second); !errors.Is(err, context.DeadlineExceeded) && err != nil {
		t.Fatal(err)
	}
	var lost *azeventhubs.Error
	if err := receive(first, 20*time.Second); !errors.As(err, &lost) || lost.Code != azeventhubs.ErrorCodeOwnershipLost {
		t.Fatal(err)
	}
}

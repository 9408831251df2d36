// Prints the next event of the hub, read with Azure's client for Event Hubs.
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azeventhubs/v2"
)

func main() {
	log.SetFlags(0)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	client, err := azeventhubs.NewConsumerClientFromConnectionString(
		os.Getenv("EVENTHUB_CONNECTION_STRING"), "", azeventhubs.DefaultConsumerGroup, nil)
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close(context.Background())
	hub, err := client.GetEventHubProperties(ctx, nil)
	if err != nil {
		log.Fatal(err)
	}
	events := make(chan *azeventhubs.ReceivedEventData)
	for _, partition := range hub.PartitionIDs {
		go read(ctx, client, partition, events)
	}
	select {
	case event := <-events:
		fmt.Println(event.SystemProperties["iothub-connection-device-id"], string(event.Body))
	case <-ctx.Done():
		log.Fatal("no event came within a minute")
	}
}

func read(ctx context.Context, client *azeventhubs.ConsumerClient, partition string, events chan<- *azeventhubs.ReceivedEventData) {
	earliest := true
	reader, err := client.NewPartitionClient(partition, &azeventhubs.PartitionClientOptions{
		StartPosition: azeventhubs.StartPosition{Earliest: &earliest},
	})
	if err != nil {
		log.Fatal(err)
	}
	defer reader.Close(context.Background())
	received, err := reader.ReceiveEvents(ctx, 1, nil)
	if err != nil && ctx.Err() == nil {
		log.Fatal(err)
	}
	for _, event := range received {
		events <- event
	}
}

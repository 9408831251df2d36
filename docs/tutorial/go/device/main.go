// The device of the tutorial: says how it is connected, and prints what the back end wants.
package main

import (
	"crypto/tls"
	"fmt"
	"log"

	mqtt "github.com/eclipse/paho.mqtt.golang"

	"example.com/twinhub-tutorial/hub"
)

func main() {
	log.SetFlags(0)
	connection := hub.FromEnvironment("IOTHUB_DEVICE_CONNECTION_STRING")
	host, id := connection["HostName"], connection["DeviceId"]
	client := mqtt.NewClient(mqtt.NewClientOptions().
		AddBroker("ssl://" + host + ":8883").
		SetClientID(id).
		SetCleanSession(false).
		SetProtocolVersion(4). // MQTT 3.1.1; else a refused device tries 3.1 and reports that instead
		SetTLSConfig(&tls.Config{MinVersion: tls.VersionTLS12}).
		// Asked at each connect, so that a token never is too old.
		SetCredentialsProvider(func() (string, string) {
			token, err := connection.Token(host + "/devices/" + id)
			if err != nil {
				log.Fatal(err)
			}
			return host + "/" + id + "/?api-version=" + hub.APIVersion, token
		}))
	await(client.Connect())

	await(client.Subscribe("$iothub/twin/PATCH/properties/desired/#", 1, func(_ mqtt.Client, message mqtt.Message) {
		fmt.Println("Twin patch received:", string(message.Payload()))
	}))
	// The topic of an answer holds its status: $iothub/twin/res/204/?$rid=1&$version=2
	answers := make(chan string, 1)
	await(client.Subscribe("$iothub/twin/res/#", 1, func(_ mqtt.Client, message mqtt.Message) {
		answers <- message.Topic()
	}))
	await(client.Publish("$iothub/twin/PATCH/properties/reported/?$rid=1", 1, false, `{"connectivity": "cellular"}`))
	var status int
	if _, err := fmt.Sscanf(<-answers, "$iothub/twin/res/%d", &status); err != nil || status != 204 {
		log.Fatal("the report was refused with status ", status)
	}
	fmt.Println("Reported properties updated")
	select {} // until Ctrl-C
}

func await(token mqtt.Token) {
	if token.Wait(); token.Error() != nil {
		log.Fatal(token.Error())
	}
}

// The back end of the tutorial: notes where a device stands, and asks which ones are there.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"

	"example.com/twinhub-tutorial/hub"
)

var service = hub.FromEnvironment("IOTHUB_CONNECTION_STRING")

func main() {
	log.SetFlags(0)
	device := os.Getenv("DEVICE_ID")
	if device == "" {
		device = "myDeviceId"
	}
	patch := map[string]any{
		"tags":       map[string]any{"location": map[string]any{"region": "US", "plant": "Redmond43"}},
		"properties": map[string]any{"desired": map[string]any{"power_level": 1}},
	}
	ask("PATCH", "/twins/"+device, patch, nil)
	inRedmond := "SELECT * FROM devices WHERE tags.location.plant = 'Redmond43'"
	fmt.Println("Devices in Redmond43:", deviceIDs(inRedmond))
	fmt.Println("Devices in Redmond43 using cellular network:",
		deviceIDs(inRedmond+" AND properties.reported.connectivity = 'cellular'"))
}

func deviceIDs(query string) []string {
	var twins []struct {
		DeviceID string `json:"deviceId"`
	}
	ask("POST", "/devices/query", map[string]any{"query": query}, &twins)
	ids := []string{}
	for _, twin := range twins {
		ids = append(ids, twin.DeviceID)
	}
	return ids
}

// ask sends a request to the hub, and reads its answer; a refusal ends the program.
func ask(method, path string, body, answer any) {
	text, err := json.Marshal(body)
	if err != nil {
		log.Fatal(err)
	}
	request, err := http.NewRequest(
		method, "https://"+service["HostName"]+path+"?api-version="+hub.APIVersion, bytes.NewReader(text))
	if err != nil {
		log.Fatal(err)
	}
	token, err := service.Token(service["HostName"])
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Authorization", token)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		var refusal struct{ Message string }
		json.NewDecoder(response.Body).Decode(&refusal)
		log.Fatal(response.Status, ": ", refusal.Message)
	}
	if answer != nil {
		if err := json.NewDecoder(response.Body).Decode(answer); err != nil {
			log.Fatal(err)
		}
	}
}

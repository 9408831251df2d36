// Package hub has what a program needs to know of an IoT Hub, since Azure has no SDK for devices in Go.
package hub

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"
)

// APIVersion is sent with each request and each connection.
const APIVersion = "2021-04-12"

// ConnectionString holds the parts of a connection string, such as HostName and SharedAccessKey.
type ConnectionString map[string]string

// FromEnvironment reads the connection string that an environment variable holds.
func FromEnvironment(name string) ConnectionString {
	text := os.Getenv(name)
	if text == "" {
		fmt.Fprintln(os.Stderr, name+" is not set")
		os.Exit(2)
	}
	parts := ConnectionString{}
	for _, part := range strings.Split(text, ";") {
		if key, value, found := strings.Cut(part, "="); found {
			parts[key] = value
		}
	}
	return parts
}

// Token is a shared access signature for a resource, good for an hour.
func (c ConnectionString) Token(resource string) (string, error) {
	key, err := base64.StdEncoding.DecodeString(c["SharedAccessKey"])
	if err != nil {
		return "", fmt.Errorf("the key is not base64: %w", err)
	}
	resource = url.QueryEscape(resource)
	expiry := time.Now().Add(time.Hour).Unix()
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "%s\n%d", resource, expiry)
	signature := url.QueryEscape(base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	token := fmt.Sprintf("SharedAccessSignature sr=%s&sig=%s&se=%d", resource, signature, expiry)
	if policy := c["SharedAccessKeyName"]; policy != "" {
		token += "&skn=" + policy
	}
	return token, nil
}

/* The device of the tutorial: says how it is connected, and prints what the back end wants. */
#include "hub.h"

#include <MQTTClient.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *device = "IOTHUB_DEVICE_CONNECTION_STRING";
static const char *twin_answers = "$iothub/twin/res/";

static void check(int code, const char *what) {
  /* What connect returns above zero is the code with which the hub refuses: 5 for a wrong key. */
  if (code > MQTTCLIENT_SUCCESS) fail("%s: refused with %d", what, code);
  if (code < MQTTCLIENT_SUCCESS) fail("%s: %s", what, MQTTClient_strerror(code));
}

int main(void) {
  char host[TEXT_MAX], id[TEXT_MAX], token[TEXT_MAX], address[TEXT_MAX + 16], user[3 * TEXT_MAX], resource[3 * TEXT_MAX];
  if (!hub_part(device, "HostName", host) || !hub_part(device, "DeviceId", id)) {
    fail("%s has no HostName or no DeviceId", device);
  }
  snprintf(address, sizeof address, "ssl://%s:8883", host);
  snprintf(user, sizeof user, "%s/%s/?api-version=" API_VERSION, host, id);
  snprintf(resource, sizeof resource, "%s/devices/%s", host, id);
  hub_token(device, resource, token);

  MQTTClient client;
  check(MQTTClient_create(&client, address, id, MQTTCLIENT_PERSISTENCE_NONE, NULL), "create");
  MQTTClient_SSLOptions tls = MQTTClient_SSLOptions_initializer;
  tls.verify = 1;
  tls.trustStore = getenv("SSL_CERT_FILE"); /* or the system's own, if it is not set */
  MQTTClient_connectOptions options = MQTTClient_connectOptions_initializer;
  options.cleansession = 0;
  options.MQTTVersion = MQTTVERSION_3_1_1; /* else a refused device tries 3.1 and reports that instead */
  options.username = user;
  options.password = token;
  options.ssl = &tls;
  check(MQTTClient_connect(client, &options), "connect");

  check(MQTTClient_subscribe(client, "$iothub/twin/res/#", 1), "subscribe");
  check(MQTTClient_subscribe(client, "$iothub/twin/PATCH/properties/desired/#", 1), "subscribe");
  const char *report = "{\"connectivity\": \"cellular\"}";
  check(MQTTClient_publish(client, "$iothub/twin/PATCH/properties/reported/?$rid=1", (int)strlen(report), report, 1, 0, NULL),
        "publish");

  for (;;) { /* until Ctrl-C */
    char *topic = NULL;
    int topic_length;
    MQTTClient_message *message = NULL;
    check(MQTTClient_receive(client, &topic, &topic_length, &message, 1000), "receive");
    if (message == NULL) continue;
    if (strncmp(topic, twin_answers, strlen(twin_answers)) != 0) {
      printf("Twin patch received: %.*s\n", message->payloadlen, (char *)message->payload);
    } else if (strncmp(topic + strlen(twin_answers), "204", 3) == 0) {
      printf("Reported properties updated\n");
    } else {
      fail("the report was refused: %.*s", message->payloadlen, (char *)message->payload);
    }
    fflush(stdout);
    MQTTClient_freeMessage(&message);
    MQTTClient_free(topic);
  }
}

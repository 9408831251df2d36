/* The back end of the tutorial: notes where a device stands, and asks which ones are there. */
#include "hub.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>

static const char *service = "IOTHUB_CONNECTION_STRING";

/* Sends a request to the hub. The body of the answer is printed, or discarded if print is 0. */
static void ask(const char *method, const char *path, const char *body, int print) {
  char host[TEXT_MAX], token[TEXT_MAX], url[2 * TEXT_MAX], header[TEXT_MAX + 32];
  if (!hub_part(service, "HostName", host)) fail("%s has no HostName", service);
  hub_token(service, host, token);
  snprintf(url, sizeof url, "https://%s%s?api-version=" API_VERSION, host, path);
  snprintf(header, sizeof header, "Authorization: %s", token);
  struct curl_slist *headers = curl_slist_append(NULL, header);
  headers = curl_slist_append(headers, "Content-Type: application/json");

  CURL *curl = curl_easy_init();
  FILE *discarded = fopen("/dev/null", "w");
  if (curl == NULL || headers == NULL || discarded == NULL) fail("there is no memory");
  /* libcurl itself reads no environment variable for this; SSL_CERT_FILE is set by 'twinhub env'. */
  if (getenv("SSL_CERT_FILE") != NULL) curl_easy_setopt(curl, CURLOPT_CAINFO, getenv("SSL_CERT_FILE"));
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, print ? stdout : discarded);
  CURLcode done = curl_easy_perform(curl);
  if (done != CURLE_OK) fail("%s", curl_easy_strerror(done));
  long status;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  if (status != 200) fail("the hub refused %s %s with status %ld", method, path, status);
  if (print) putchar('\n');

  curl_easy_cleanup(curl);
  curl_slist_free_all(headers);
  fclose(discarded);
}

int main(void) {
  const char *device = getenv("DEVICE_ID") == NULL ? "myDeviceId" : getenv("DEVICE_ID");
  char path[TEXT_MAX];
  snprintf(path, sizeof path, "/twins/%s", device);
  ask("PATCH", path,
      "{\"tags\": {\"location\": {\"region\": \"US\", \"plant\": \"Redmond43\"}},"
      " \"properties\": {\"desired\": {\"power_level\": 1}}}", 0);
#define IN_REDMOND "SELECT deviceId FROM devices WHERE tags.location.plant = 'Redmond43'"
  printf("Devices in Redmond43: ");
  fflush(stdout);
  ask("POST", "/devices/query", "{\"query\": \"" IN_REDMOND "\"}", 1);
  printf("Devices in Redmond43 using cellular network: ");
  fflush(stdout);
  ask("POST", "/devices/query",
      "{\"query\": \"" IN_REDMOND " AND properties.reported.connectivity = 'cellular'\"}", 1);
  return 0;
}

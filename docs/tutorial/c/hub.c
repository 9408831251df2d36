#include "hub.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* How long a token is good, in seconds. */
#define LIFE 3600

/* Base64 of a device's or policy's key, which has 64 bytes at most. */
#define KEY_TEXT_MAX 88

void fail(const char *format, ...) {
  va_list values;
  va_start(values, format);
  vfprintf(stderr, format, values);
  va_end(values);
  fputc('\n', stderr);
  exit(1);
}

int hub_part(const char *variable, const char *part, char text[TEXT_MAX]) {
  const char *rest = getenv(variable);
  size_t name = strlen(part);
  if (rest == NULL) fail("%s is not set", variable);
  while (rest != NULL && *rest != '\0') {
    size_t length = strcspn(rest, ";");
    if (length > name && strncmp(rest, part, name) == 0 && rest[name] == '=') {
      if (length - name > TEXT_MAX) fail("%s in %s is too long", part, variable);
      memcpy(text, rest + name + 1, length - name - 1);
      text[length - name - 1] = '\0';
      return 1;
    }
    rest += length;
    if (*rest == ';') rest++;
  }
  return 0;
}

/* Appends text with everything percent-encoded that is not allowed in a query. */
static void append_encoded(char *target, const char *text) {
  char *end = target + strlen(target);
  for (; *text != '\0'; text++) {
    if (end - target > TEXT_MAX - 4) fail("a token is too long");
    if (strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~", *text)) {
      *end++ = *text;
    } else {
      end += sprintf(end, "%%%02X", (unsigned char)*text);
    }
  }
  *end = '\0';
}

void hub_token(const char *variable, const char *resource, char token[TEXT_MAX]) {
  char text[TEXT_MAX], encoded[TEXT_MAX] = "", signed_text[TEXT_MAX + 32];
  unsigned char key[KEY_TEXT_MAX], mac[EVP_MAX_MD_SIZE], signature[2 * EVP_MAX_MD_SIZE];
  unsigned int mac_length;
  long expiry = (long)time(NULL) + LIFE;

  if (!hub_part(variable, "SharedAccessKey", text)) fail("%s has no SharedAccessKey", variable);
  size_t length = strlen(text);
  if (length > KEY_TEXT_MAX) fail("the key in %s is too long", variable);
  int key_length = EVP_DecodeBlock(key, (unsigned char *)text, (int)length);
  if (key_length < 0) fail("the key in %s is not base64", variable);
  while (length > 0 && text[--length] == '=') key_length--; /* EVP_DecodeBlock counts the padding */

  append_encoded(encoded, resource);
  snprintf(signed_text, sizeof signed_text, "%s\n%ld", encoded, expiry);
  HMAC(EVP_sha256(), key, key_length, (unsigned char *)signed_text, strlen(signed_text), mac, &mac_length);
  EVP_EncodeBlock(signature, mac, (int)mac_length);

  snprintf(token, TEXT_MAX, "SharedAccessSignature sr=%s&se=%ld&sig=", encoded, expiry);
  append_encoded(token, (char *)signature);
  if (hub_part(variable, "SharedAccessKeyName", text)) {
    if (strlen(token) + strlen("&skn=") + strlen(text) >= TEXT_MAX) fail("a token is too long");
    strcat(strcat(token, "&skn="), text);
  }
}

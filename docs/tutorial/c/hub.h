/* What a program needs to know of an IoT Hub, without Azure's SDK. */
#ifndef HUB_H
#define HUB_H

#include <stddef.h>

/* Is sent with each request and each connection. */
#define API_VERSION "2021-04-12"

/* The longest text that this program makes, in bytes with the closing zero: a token is much shorter. */
#define TEXT_MAX 2048

/* Prints what went wrong, as printf does, and ends the program with 1. */
void fail(const char *format, ...);

/* Copies one part, such as "HostName", of the connection string that an environment variable holds.
   Returns 0 if it has no such part. */
int hub_part(const char *variable, const char *part, char text[TEXT_MAX]);

/* Writes a shared access signature for a resource, good for an hour. */
void hub_token(const char *variable, const char *resource, char token[TEXT_MAX]);

#endif

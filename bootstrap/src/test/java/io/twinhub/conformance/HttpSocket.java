package io.twinhub.conformance;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** HTTP/1.1 over a socket, without a client library that would tidy up what is sent. */
final class HttpSocket implements AutoCloseable {
  private static final int LINE_FEED = '\n';
  private static final String LENGTH = "content-length:";

  private final Socket socket;
  private final InputStream in;

  HttpSocket(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends the head of a request, as of a back end. */
  void head(String method, String path, String authorization, String... headers)
      throws IOException {
    StringBuilder head = new StringBuilder()
        .append(
            "%s %s?api-version=2021-04-12 HTTP/1.1\r\nHost: 127.0.0.1\r\n".formatted(method, path))
        .append("Authorization: %s\r\n".formatted(authorization));
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    send(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** Reads an answer to its end; its status. */
  int status() throws IOException {
    int status = Integer.parseInt(line().split(" ", -1)[1]);
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      }
    }
    in.skipNBytes(length);
    return status;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != LINE_FEED; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the hub closed");
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

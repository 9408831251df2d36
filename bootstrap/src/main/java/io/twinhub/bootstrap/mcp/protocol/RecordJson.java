package io.twinhub.bootstrap.mcp.protocol;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.twinhub.application.json.JsonText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.json.JsonWriter;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of the protocol's records, read and written by the reader and writer of all other JSON here
 * (ADR-0069).
 */
public final class RecordJson implements McpJsonMapper {

  @Override
  public <T> @Nullable T readValue(String content, Class<T> type) throws IOException {
    return this.<T>read(content.getBytes(StandardCharsets.UTF_8), type);
  }

  @Override
  public <T> @Nullable T readValue(byte[] content, Class<T> type) throws IOException {
    return this.<T>read(content, type);
  }

  @Override
  public <T> @Nullable T readValue(String content, TypeRef<T> type) throws IOException {
    return this.<T>read(content.getBytes(StandardCharsets.UTF_8), type.getType());
  }

  @Override
  public <T> @Nullable T readValue(byte[] content, TypeRef<T> type) throws IOException {
    return this.<T>read(content, type.getType());
  }

  @Override
  public <T> @Nullable T convertValue(Object value, Class<T> type) {
    return type.isInstance(value) ? type.cast(value) : this.<T>converted(value, type);
  }

  @Override
  public <T> @Nullable T convertValue(Object value, TypeRef<T> type) {
    return this.<T>converted(value, type.getType());
  }

  @Override
  public String writeValueAsString(Object value) {
    return JsonWriter.text(RecordWriter.json(value));
  }

  @Override
  public byte[] writeValueAsBytes(Object value) {
    return JsonWriter.bytes(RecordWriter.json(value));
  }

  @SuppressWarnings("TypeParameterUnusedInFormals")
  private <T> @Nullable T converted(Object value, Type type) {
    try {
      return this.<T>cast(RecordReader.value(RecordWriter.json(value), type));
    } catch (IllegalArgumentException wrong) {
      throw McpError.builder(McpSchema.ErrorCodes.INVALID_PARAMS)
          .message(String.valueOf(wrong.getMessage()))
          .build();
    }
  }

  @SuppressWarnings("TypeParameterUnusedInFormals")
  private <T> @Nullable T read(byte[] utf8, Type type) throws IOException {
    try {
      JsonValue json = JsonText.parse(utf8);
      return this.<T>cast(RecordReader.value(json, type));
    } catch (HubException | IllegalArgumentException wrong) {
      throw new IOException(wrong.getMessage(), wrong);
    }
  }

  /** The callers name the type twice: to the compiler, and as an argument. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private <T> @Nullable T cast(@Nullable Object value) {
    return (T) value;
  }
}

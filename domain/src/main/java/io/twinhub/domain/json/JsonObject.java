package io.twinhub.domain.json;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * A JSON object: members with distinct names, in the order in which they were written.
 *
 * <p>Names are stored separately from values, so that objects of the same shape can share them; millions of
 * twins have few shapes.
 */
public final class JsonObject implements JsonValue {

  /** The object without members. */
  public static final JsonObject EMPTY = new JsonObject(JsonShape.EMPTY, new JsonValue[0]);

  private final JsonShape shape;
  private final JsonValue[] values;

  private JsonObject(JsonShape shape, JsonValue[] values) {
    this.shape = shape;
    this.values = values;
  }

  /** Starts an object. */
  public static Builder builder() {
    return EMPTY.toBuilder();
  }

  /** The object with the members of {@code members}, in the map's order. */
  public static JsonObject of(Map<String, ? extends JsonValue> members) {
    Builder builder = builder();
    members.forEach(builder::put);
    return builder.build();
  }

  /** The object with one member. */
  public static JsonObject of(String name, JsonValue value) {
    return builder().put(name, value).build();
  }

  /** The names, in order. */
  public List<String> names() {
    return shape.names();
  }

  /** How many members there are. */
  public int size() {
    return values.length;
  }

  /** Whether there is no member. */
  public boolean isEmpty() {
    return values.length == 0;
  }

  /** Whether there is a member of this name. */
  public boolean has(String name) {
    return shape.indexOf(name) >= 0;
  }

  /** The value of the member at this position, counted from 0. */
  public JsonValue valueAt(int place) {
    return values[place];
  }

  /** The member's value, if there is such a member. */
  public Optional<JsonValue> find(String name) {
    int index = shape.indexOf(name);
    return index < 0 ? Optional.empty() : Optional.of(values[index]);
  }

  /** The value at the end of {@code path}, if every step leads through an object that has it. */
  public Optional<JsonValue> find(JsonPath path) {
    return find(path.segments());
  }

  /** The value at the end of the path with these names; see {@link #find(JsonPath)}. */
  public Optional<JsonValue> find(List<String> segments) {
    JsonValue current = this;
    for (String segment : segments) {
      if (!(current instanceof JsonObject object)) {
        return Optional.empty();
      }
      Optional<JsonValue> next = object.find(segment);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      current = next.get();
    }
    return Optional.of(current);
  }

  /** Calls {@code visitor} for each member, in order. */
  public void forEach(BiConsumer<String, JsonValue> visitor) {
    List<String> names = shape.names();
    for (int i = 0; i < values.length; i++) {
      visitor.accept(names.get(i), values[i]);
    }
  }

  /** A builder that starts with these members. */
  public Builder toBuilder() {
    return new Builder(shape, values);
  }

  /** This object with the member set; a new member is added at the end. */
  public JsonObject with(String name, JsonValue value) {
    return toBuilder().put(name, value).build();
  }

  /** This object without the member. */
  public JsonObject without(String name) {
    return has(name) ? toBuilder().remove(name).build() : this;
  }

  /**
   * The object with the same names and other values, one for each name, in order. Nothing is looked up, so
   * this is the fastest way to make many objects of one shape.
   *
   * @throws IllegalArgumentException if there are not as many values as names
   */
  public JsonObject withValues(JsonValue... others) {
    if (others.length != values.length) {
      throw new IllegalArgumentException(others.length + " values for " + values.length + " names");
    }
    return new JsonObject(shape, others.clone());
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.object(this);
  }

  /** Whether {@code other} is an object with equal members, in any order. */
  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof JsonObject that) || values.length != that.values.length) {
      return false;
    }
    for (int i = 0; i < values.length; i++) {
      int index = that.shape == shape ? i : that.shape.indexOf(shape.names().get(i));
      if (index < 0 || !values[i].equals(that.values[index])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return IntStream.range(0, values.length)
        .map(i -> shape.names().get(i).hashCode() ^ values[i].hashCode())
        .sum();
  }

  /** The object as compact JSON text. */
  @Override
  public String toString() {
    return JsonWriter.text(this);
  }

  /** Collects members; a name that is set twice keeps its position and gets the newer value. */
  public static final class Builder {
    /** The shape that this began with; most writes change only values and can keep it. */
    private final JsonShape shape;

    private final List<JsonValue> values;

    /** The names, once they differ from those of the shape. */
    private List<String> names = List.of();

    private boolean reshaped;

    /** The positions of names; made when there are too many names to search one by one. */
    private Map<String, Integer> places = Map.of();

    private Builder(JsonShape shape, JsonValue[] values) {
      this.shape = shape;
      this.values = new ArrayList<>(Arrays.asList(values));
    }

    /** Sets a member. */
    public Builder put(String name, JsonValue value) {
      requireNonNull(value, "value");
      int place = place(requireNonNull(name, "name"));
      if (place >= 0) {
        values.set(place, value);
        return this;
      }
      reshape();
      if (!places.isEmpty()) {
        places.put(name, names.size());
      }
      names.add(name);
      values.add(value);
      return this;
    }

    private void reshape() {
      if (!reshaped) {
        reshaped = true;
        names = new ArrayList<>(shape.names());
      }
    }

    private int place(String name) {
      if (!reshaped) {
        return shape.indexOf(name);
      }
      if (names.size() < JsonShape.INDEXED_FROM) {
        return names.indexOf(name);
      }
      if (places.isEmpty()) {
        places = JsonShape.indexed(names);
      }
      return places.getOrDefault(name, -1);
    }

    /** Sets a member to a string. */
    public Builder put(String name, String value) {
      return put(name, new JsonString(value));
    }

    /** Sets a member to a whole number. */
    public Builder put(String name, long value) {
      return put(name, JsonNumber.of(value));
    }

    /** Sets a member to a truth value. */
    public Builder put(String name, boolean value) {
      return put(name, JsonBool.of(value));
    }

    /** Removes a member, if it is there. */
    public Builder remove(String name) {
      int place = place(name);
      if (place >= 0) {
        reshape();
        names.remove(place);
        values.remove(place);
        places = Map.of();
      }
      return this;
    }

    /** Whether a member of this name was set. */
    public boolean has(String name) {
      return place(name) >= 0;
    }

    /** The object. */
    public JsonObject build() {
      return values.isEmpty()
          ? EMPTY
          : new JsonObject(
              reshaped ? JsonShape.of(names) : shape, values.toArray(new JsonValue[0]));
    }
  }
}

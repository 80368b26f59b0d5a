package dev.parlando.command.wyoming;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event of the Wyoming protocol: a line of JSON, then more JSON, then a payload, both of the lengths that the line has.
 *
 * <p>Source: the README of the Wyoming protocol by the Open Home Foundation.
 *
 * <p>Immutable.
 */
final class WyomingEvent {
    private static final int MAX_BYTES = 1024 * 1024;
    private static final JsonMapper JSON = new JsonMapper();

    private final String type;
    private final JsonNode data;
    private final byte[] payload;

    /** Creates an event with a payload such as audio, which must not change. */
    WyomingEvent(String type, JsonNode data, byte[] payload) {
        this.type = type;
        this.data = data;
        this.payload = payload;
    }

    /** Creates an event without a payload. */
    static WyomingEvent of(String type, Map<String, ?> data) {
        return of(type, data, new byte[0]);
    }

    static WyomingEvent of(String type, Map<String, ?> data, byte[] payload) {
        return new WyomingEvent(type, JSON.valueToTree(data), payload);
    }

    /**
     * Reads the next event, or returns null at the end of the input.
     *
     * @throws IOException if the input is not an event, is longer than 1 MiB, or ends within it
     */
    static @Nullable WyomingEvent read(InputStream in) throws IOException {
        byte[] line = readLine(in);
        if (line == null) {
            return null;
        }
        ObjectNode header = object(line);
        ObjectNode data = header.path("data") instanceof ObjectNode inline ? inline : JSON.createObjectNode();
        byte[] more = readBytes(in, header.path("data_length"));
        if (more.length > 0) {
            data.setAll(object(more));
        }
        return new WyomingEvent(header.path("type").asText(), data, readBytes(in, header.path("payload_length")));
    }

    private static byte @Nullable [] readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 && line.size() == 0) {
                return null;
            }
            if (next < 0 || line.size() == MAX_BYTES) {
                throw new ProtocolException("a line of an event has no end");
            }
            line.write(next);
        }
        return line.toByteArray();
    }

    private static ObjectNode object(byte[] json) throws IOException {
        if (JSON.readTree(json) instanceof ObjectNode object) {
            return object;
        }
        throw new ProtocolException("an event is not a JSON object");
    }

    private static byte[] readBytes(InputStream in, JsonNode length) throws IOException {
        int bytes = length.asInt();
        if (bytes < 0 || bytes > MAX_BYTES) {
            throw new ProtocolException("an event has " + length + " bytes; at most " + MAX_BYTES + " are accepted");
        }
        byte[] read = in.readNBytes(bytes);
        if (read.length < bytes) {
            throw new ProtocolException("the connection ended within an event");
        }
        return read;
    }

    /** Returns the type, such as {@code synthesize}. */
    String type() {
        return type;
    }

    /** Returns the values. */
    JsonNode data() {
        return data;
    }

    /** Returns the bytes behind the values, which must not be changed. */
    byte[] payload() {
        return payload;
    }

    /** Returns a text value, or an empty text. */
    String text(String name) {
        return data.path(name).asText("");
    }

    byte[] toBytes() throws IOException {
        ObjectNode header = JSON.createObjectNode().put("type", type).put("version", WyomingInfo.PROTOCOL_VERSION);
        header.set("data", data);
        if (payload.length > 0) {
            header.put("payload_length", payload.length);
        }
        byte[] line = (JSON.writeValueAsString(header) + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] bytes = Arrays.copyOf(line, line.length + payload.length);
        System.arraycopy(payload, 0, bytes, line.length, payload.length);
        return bytes;
    }
}

package dev.parlando.internal.live.socket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parlando.error.ParlandoException;
import dev.parlando.internal.websocket.WebSocketClose;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The service behind the WebSockets in fake time. It applies the rules of the service, and records each violation. Text
 * of {@code n} characters becomes {@code n} bytes of audio, which arrive in pieces after random delays.
 *
 * <p>Threading: owned by the thread of the test, which runs the event loop.
 */
final class ScriptedService implements SocketDialer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_CONTEXTS = 5;

    final List<Socket> sockets = new ArrayList<>();
    final List<String> violations = new ArrayList<>();
    /** The error with which the next upgrades are refused; null for none. */
    @Nullable
    ParlandoException refusal;
    /** Whether to generate audio; a test may send messages itself. */
    boolean speaking = true;
    /** Mean time from the last audio of a context to its final message. */
    int meanEndMillis = 200;

    private final EventLoop loop;
    private final Random random;

    ScriptedService(EventLoop loop, long seed) {
        this.loop = loop;
        this.random = new Random(seed);
    }

    @Override
    public void dial(SocketConnection connection) {
        Socket socket = new Socket(connection);
        sockets.add(socket);
        ParlandoException error = refusal;
        after(20, () -> {
            if (error != null) {
                socket.closed = true;
                connection.onConnectFailed(error);
            } else {
                connection.onOpen(socket);
            }
        });
    }

    private void after(long millis, Runnable step) {
        loop.schedule(step, millis, TimeUnit.MILLISECONDS);
    }

    Socket last() {
        return sockets.get(sockets.size() - 1);
    }

    long openSockets() {
        return sockets.stream().filter(socket -> !socket.closed).count();
    }

    /** The service's side of one context. */
    private static final class Context {
        int pendingFrames;
        boolean ending;
    }

    /** The service's side of one WebSocket. */
    final class Socket implements SocketLink {
        final List<String> received = new ArrayList<>();
        final SocketConnection connection;
        boolean closed;
        boolean reading = true;

        private final Map<String, Context> contexts = new LinkedHashMap<>();

        Socket(SocketConnection connection) {
            this.connection = connection;
        }

        int openContexts() {
            return contexts.size();
        }

        @Override
        public void send(byte[] json) {
            if (closed) {
                violations.add("a message after the close");
                return;
            }
            received.add(new String(json, StandardCharsets.UTF_8));
            JsonNode message = parse(json);
            after(1, () -> onMessage(message));
        }

        private JsonNode parse(byte[] json) {
            try {
                return JSON.readTree(json);
            } catch (IOException malformed) {
                throw new UncheckedIOException(malformed);
            }
        }

        @Override
        public void setReading(boolean on) {
            reading = on;
        }

        @Override
        public void close() {
            closed = true;
        }

        private void onMessage(JsonNode message) {
            if (closed) {
                return;
            }
            if (message.path("close_socket").asBoolean()
                    && connection.target().kind().hasContexts()) {
                check(contexts.isEmpty(), "close_socket with open contexts");
                return;
            }
            String id = message.path("context_id").asText("");
            check(id.isEmpty() != connection.target().kind().hasContexts(), "context_id");
            boolean first = !contexts.containsKey(id);
            boolean settings =
                    message.has("voices") || message.path("text").asText("").equals(" ");
            check(first == settings, "first message " + message);
            Context context = contexts.computeIfAbsent(id, none -> new Context());
            if (contexts.size() > MAX_CONTEXTS) {
                violations.add("a sixth context");
                drop(WebSocketClose.POLICY_VIOLATION, "Maximum simultaneous contexts");
                return;
            }
            onText(id, context, text(message));
            boolean ends = message.path("close_context").asBoolean()
                    || message.path("close_socket").asBoolean()
                    || (id.isEmpty() && message.path("text").asText("x").isEmpty());
            check(!context.ending, "a message after the last one " + message);
            context.ending |= ends;
            endIfSpoken(id, context);
            if (message.path("flush").asBoolean() && connection.target().kind().isDialogue() && speaking) {
                after(200, () -> deliver("{\"is_final_audio_for_turn\":true,\"context_id\":\"" + id + "\"}"));
            }
        }

        private void check(boolean rule, String violation) {
            if (!rule) {
                violations.add(violation);
            }
        }

        private String text(JsonNode message) {
            String text = message.path("text").asText("").strip();
            return text.isEmpty() ? message.path("inputs").path(0).path("text").asText("") : text;
        }

        private void onText(String id, Context context, String text) {
            if (!speaking || text.isBlank()) {
                return;
            }
            for (int from = 0; from < text.length(); from += 20) {
                String piece = text.substring(from, Math.min(from + 20, text.length()));
                context.pendingFrames++;
                after(5 + random.nextInt(60), () -> {
                    context.pendingFrames--;
                    deliver(audio(id, piece.getBytes(StandardCharsets.UTF_8)));
                    endIfSpoken(id, context);
                });
            }
        }

        private void endIfSpoken(String id, Context context) {
            if (speaking && context.ending && context.pendingFrames == 0 && contexts.get(id) == context) {
                after(random.nextInt(2 * meanEndMillis + 1), () -> {
                    contexts.remove(id, context);
                    deliver("{\"audio\":null,\"isFinal\":true,\"contextId\":\"" + id + "\"}");
                });
                contexts.put(id, context);
                context.pendingFrames = -1; // Ends once.
            }
        }

        String audio(String id, byte[] bytes) {
            return "{\"audio\":\"" + Base64.getEncoder().encodeToString(bytes) + "\",\"isFinal\":null,\"contextId\":\""
                    + id + "\"}";
        }

        /** Sends a message to the client. */
        void deliver(String json) {
            if (closed) {
                return;
            }
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            connection.onMessage(
                    ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
        }

        /** Closes the WebSocket with a close frame, or without one for code 1006. */
        void drop(int code, String reason) {
            closed = true;
            connection.onClose(new WebSocketClose(code, reason, null));
        }
    }
}

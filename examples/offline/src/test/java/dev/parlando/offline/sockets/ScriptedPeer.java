package dev.parlando.offline.sockets;

import dev.parlando.offline.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A client that records everything it is sent. Its event loop runs when the test runs it. */
final class ScriptedPeer implements SocketPeer {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<Object> messages = new ArrayList<>();
    private @Nullable String end;
    boolean writable = true;

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Runs everything that is due on the event loop. */
    void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    @Override
    public void send(byte[] utf8) {
        try {
            messages.add(Objects.requireNonNull(Json.read(utf8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close(int code, String reason) {
        if (end == null) {
            end = code + " " + reason;
        }
    }

    @Override
    public void cut() {
        end = "cut";
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    /** Returns the code and the reason of the close frame, {@code "cut"}, or {@code "open"}. */
    String end() {
        return end == null ? "open" : end.strip();
    }

    /** Removes and returns all messages. */
    List<Object> take() {
        List<Object> taken = List.copyOf(messages);
        messages.clear();
        return taken;
    }

    /** Removes all messages and returns a short form of each: its audio, its mark or its error, with its context. */
    List<String> takeShort() {
        return take().stream().map(ScriptedPeer::shorten).toList();
    }

    /** Does the same, with one entry for messages in a row that look alike. */
    List<String> takeRuns() {
        List<String> runs = new ArrayList<>();
        for (String each : takeShort()) {
            if (runs.isEmpty() || !runs.get(runs.size() - 1).equals(each)) {
                runs.add(each);
            }
        }
        return runs;
    }

    private static String shorten(Object message) {
        Map<?, ?> json = (Map<?, ?>) message;
        Object context = json.containsKey("contextId") ? json.get("contextId") : json.get("context_id");
        String suffix = context == null ? "" : " " + context;
        if (json.get("audio") != null) {
            return "audio" + (json.get("alignment") == null ? "" : "+") + suffix;
        }
        for (String mark : List.of("isFinal", "is_final", "is_final_audio_for_turn")) {
            if (Boolean.TRUE.equals(json.get(mark))) {
                return mark + suffix;
            }
        }
        return String.valueOf(json.containsKey("type") ? json.get("type") : json.get("error")) + suffix;
    }

    /** Returns a member of a message, which may be null. */
    static @Nullable Object member(Object message, String name) {
        return ((Map<?, ?>) message).get(name);
    }

    /** Returns the decoded audio of messages. */
    static byte[] audio(List<Object> messages) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Object message : messages) {
            if (member(message, "audio") instanceof String base64) {
                bytes.writeBytes(Base64.getDecoder().decode(base64));
            }
        }
        return bytes.toByteArray();
    }
}

package dev.parlando.internal.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A listener that records messages, and echoes them if it is asked to. */
final class RecordingListener implements WebSocketListener {
    private static final int TIMEOUT_SECONDS = 5;

    private final boolean echo;
    private final CompletableFuture<WebSocketConnection> opened = new CompletableFuture<>();
    private final CompletableFuture<WebSocketClose> closed = new CompletableFuture<>();
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

    private RecordingListener(boolean echo) {
        this.echo = echo;
    }

    static RecordingListener silent() {
        return new RecordingListener(false);
    }

    static RecordingListener echo() {
        return new RecordingListener(true);
    }

    @Override
    public void onOpen(WebSocketConnection connection) {
        opened.complete(connection);
    }

    @Override
    public void onText(ByteBuffer utf8) {
        String text = StandardCharsets.UTF_8.decode(utf8.duplicate()).toString();
        if (text.equals("throw")) {
            throw new IllegalStateException("expected");
        }
        messages.add(text);
        if (echo) {
            opened.join().sendText(utf8);
            opened.join().flush();
        }
    }

    @Override
    public void onBinary(ByteBuffer bytes) {
        messages.add(bytes.remaining() + " bytes");
        if (echo) {
            opened.join().sendBinary(bytes);
            opened.join().flush();
        }
    }

    @Override
    public void onWritable() {
        messages.add("writable");
    }

    @Override
    public void onClose(WebSocketClose close) {
        if (!closed.complete(close)) {
            messages.add("closed twice");
        }
    }

    WebSocketConnection connection() throws Exception {
        return opened.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    WebSocketClose close() throws Exception {
        return closed.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    String next() throws InterruptedException {
        return Objects.requireNonNull(messages.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS), "no message");
    }
}

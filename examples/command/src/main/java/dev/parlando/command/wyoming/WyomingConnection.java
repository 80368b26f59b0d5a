package dev.parlando.command.wyoming;

import dev.parlando.SpeechEngine;
import dev.parlando.error.ParlandoException;
import dev.parlando.speech.SpeechInputStream;
import dev.parlando.speech.SpeechRequest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a client. A failure is sent as an event {@code error} and closes it, since clients wait for the end of
 * the audio otherwise.
 *
 * <p>Threading: one thread reads the events and sends the audio of whole texts. A {@link WrittenSpeech} has another one.
 */
final class WyomingConnection implements Runnable {
    private static final System.Logger LOG = System.getLogger(WyomingConnection.class.getName());

    private final SpeechEngine engine;
    private final SpeechRequest template;
    private final Executor threads;
    private final Socket socket;
    private @Nullable WrittenSpeech written;

    WyomingConnection(SpeechEngine engine, SpeechRequest template, Executor threads, Socket socket) {
        this.engine = engine;
        this.template = template;
        this.threads = threads;
        this.socket = socket;
    }

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            EventWriter out = new EventWriter(socket.getOutputStream(), template.outputFormat());
            try {
                serve(new BufferedInputStream(socket.getInputStream()), out);
            } catch (RuntimeException | IOException failure) {
                fail(out, failure);
            }
        } catch (IOException gone) {
            LOG.log(System.Logger.Level.DEBUG, "the client is gone", gone);
        } finally {
            if (written != null) {
                written.cancel();
            }
        }
    }

    private void serve(InputStream in, EventWriter out) throws IOException {
        for (WyomingEvent event = WyomingEvent.read(in); event != null; event = WyomingEvent.read(in)) {
            handle(event, out);
        }
    }

    private void handle(WyomingEvent event, EventWriter out) throws IOException {
        WrittenSpeech speech = written;
        switch (event.type()) {
            case "describe" -> out.write(WyomingInfo.request(engine, template));
            case "ping" -> out.write(new WyomingEvent("pong", event.data(), event.payload()));
            case "synthesize" -> {
                if (speech
                        == null) { // Within a written text it is the whole text again, for servers that do not stream.
                    speak(event, out);
                }
            }
            case "synthesize-start" -> {
                if (speech != null) {
                    throw new ProtocolException("a text starts before synthesize-stop of the one before");
                }
                written = WrittenSpeech.start(engine, templateOf(event), out, threads);
            }
            case "synthesize-chunk" -> {
                if (speech != null) {
                    speech.append(event.text("text"));
                }
            }
            case "synthesize-stop" -> {
                if (speech != null) {
                    speech.end();
                    out.write(WyomingEvent.of("synthesize-stopped", Map.of()));
                    written = null;
                }
            }
            default -> LOG.log(System.Logger.Level.DEBUG, "the event {0} is ignored", event.type());
        }
    }

    private void speak(WyomingEvent event, EventWriter out) throws IOException {
        SpeechRequest request =
                templateOf(event).toBuilder().text(event.text("text")).build();
        try (SpeechInputStream audio = engine.inputStream(request)) {
            out.copy(audio);
        }
    }

    /** Returns the parameters of a text, with the voice that the event names, if any. */
    private SpeechRequest templateOf(WyomingEvent event) {
        String voice = event.data().path("voice").path("name").asText("");
        return voice.isEmpty() ? template : template.toBuilder().voice(voice).build();
    }

    private static void fail(EventWriter out, Exception failure) throws IOException {
        Throwable cause = failure instanceof IOException && failure.getCause() != null ? failure.getCause() : failure;
        LOG.log(System.Logger.Level.DEBUG, "the connection ends", cause);
        String code =
                cause instanceof ParlandoException error ? error.category().name() : "PROTOCOL";
        out.write(WyomingEvent.of("error", Map.of("text", String.valueOf(cause.getMessage()), "code", code)));
    }
}

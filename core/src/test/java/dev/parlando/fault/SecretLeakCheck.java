package dev.parlando.fault;

import dev.parlando.error.CapacityException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestRejectedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.Recording;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * Fails a test class during which a secret was disclosed. Registered for every class through the service loader.
 *
 * <p>Checks log messages, printed output, JFR events of the engine, and the messages of all exceptions, caught or not.
 * All loggers are enabled at every level, including the wire log. Every key, token and password of the tests has a
 * detectable form: it starts with {@code sk_} or {@code sutkn_}, or contains {@value #MARK}.
 */
public final class SecretLeakCheck implements BeforeAllCallback, AfterAllCallback {
    static final String MARK = "5ecret";

    private static final Pattern SECRET = Pattern.compile("\\b(?:sk_|sutkn_)[A-Za-z0-9]{4}|" + MARK);
    /**
     * Excluded loggers: they log the requests of the tests' own HTTP clients and the command lines of started
     * processes.
     */
    private static final Pattern OF_THE_JDK = Pattern.compile("jdk\\.|java\\.");

    private static final int CONTEXT_CHARS = 120;

    /** Few enough that the report itself discloses no secret. */
    private static final int SHOWN_CHARS = 4;

    private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();

    /** A strong reference, because an unreferenced logger is collected together with its handler. */
    private static final Logger ROOT = Logger.getLogger("");

    static {
        ROOT.setLevel(Level.ALL);
        ROOT.addHandler(new Hunter());
        System.setOut(new PrintStream(new HuntedStream(System.out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new HuntedStream(System.err), true, StandardCharsets.UTF_8));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Recording exceptions = new Recording();
        exceptions.enable("jdk.JavaExceptionThrow").withoutStackTrace();
        exceptions.enable("dev.parlando.Speech");
        exceptions.start();
        store(context).put(Recording.class, exceptions);
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(Namespace.create(SecretLeakCheck.class, context.getUniqueId()));
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        Path file = Files.createTempFile("exceptions-", ".jfr");
        try (Recording exceptions = Objects.requireNonNull(store(context).remove(Recording.class, Recording.class))) {
            exceptions.stop();
            exceptions.dump(file);
            for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
                hunt(event);
            }
        } finally {
            Files.delete(file);
        }
        check();
    }

    /** Checks all strings of an event, such as an exception's message. */
    private static void hunt(RecordedEvent event) {
        for (ValueDescriptor field : event.getFields()) {
            if (field.getTypeName().equals("java.lang.String")) {
                hunt(
                        "the " + field.getName() + " of a "
                                + event.getEventType().getName(),
                        String.valueOf(event.getString(field.getName())));
            }
        }
    }

    /** Fails if a disclosed secret was found. */
    static void check() {
        String found = FOUND.poll();
        FOUND.clear();
        if (found != null) {
            throw new AssertionError("a secret got out: " + found);
        }
    }

    /** Checks the complete content of an error. */
    static void hunt(ParlandoException error) {
        StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace));
        hunt("an error", trace.toString());
        if (error instanceof RequestRejectedException refusal) {
            hunt("an error", refusal.error().toString());
        } else if (error instanceof CapacityException refusal) {
            hunt("an error", String.valueOf(refusal.error()) + refusal.limit());
        }
    }

    private static void hunt(@Nullable Throwable thrown) {
        if (thrown != null) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            hunt("a logged exception", trace.toString());
        }
    }

    static void hunt(String where, String text) {
        if (!text.contains("sk_") && !text.contains("sutkn_") && !text.contains(MARK)) {
            return; // Faster than the pattern; there are many lines.
        }
        Matcher secret = SECRET.matcher(text);
        if (secret.find()) {
            String before = text.substring(Math.max(0, secret.start() - CONTEXT_CHARS), secret.start());
            FOUND.add("in " + where + ": …" + before + text.substring(secret.start(), secret.start() + SHOWN_CHARS)
                    + "…");
        }
    }

    /** Checks each log message in its formatted form. */
    private static final class Hunter extends Handler {
        private final SimpleFormatter formatter = new SimpleFormatter();

        Hunter() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord entry) {
            String logger = String.valueOf(entry.getLoggerName());
            if (!OF_THE_JDK.matcher(logger).lookingAt()) {
                hunt("the log " + logger, formatter.formatMessage(entry)); // Without time and source.
                hunt(entry.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /** Checks each printed line and forwards it. */
    private static final class HuntedStream extends OutputStream {
        private final OutputStream next;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        HuntedStream(OutputStream next) {
            this.next = next;
        }

        @Override
        public synchronized void write(int oneByte) {
            try {
                next.write(oneByte);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            line.write(oneByte);
            if (oneByte == '\n') {
                hunt("what was printed", line.toString(StandardCharsets.UTF_8));
                line.reset();
            }
        }
    }
}

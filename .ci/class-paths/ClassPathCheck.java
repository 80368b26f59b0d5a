import dev.parlando.SpeechEngine;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.credentials.ApiKey;
import dev.parlando.error.ParlandoException;
import dev.parlando.network.RetryPolicy;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechStream;
import dev.parlando.voice.VoiceQuery;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that checks the client on the class path that it runs with, and fails unless that class path has the
 * expected versions. Arguments: versions of Netty, Disruptor and Jackson, the list of {@code LibraryReferences}, URL and
 * key of a cleartext server, URL, key and CA file of one with TLS. A version that is a hyphen is not checked, since the
 * library is within another jar.
 *
 * <p>Without servers it expects instead that {@code build()} rejects the class path with the text of the last argument.
 */
public final class ClassPathCheck {
    private static final String UNKNOWN_VOICE = "no_such_voice";

    private static final int WINDOW_BYTES = 65_535;

    private ClassPathCheck() {}

    /** Runs the checks. */
    public static void main(String[] arguments) throws Exception {
        checkVersion("Netty", arguments[0], "io.netty.bootstrap.Bootstrap", "io.netty.handler.codec.http2.Http2FrameCodec");
        checkVersion("Disruptor", arguments[1], "com.lmax.disruptor.RingBuffer");
        checkVersion(
                "Jackson",
                arguments[2],
                "com.fasterxml.jackson.core.JsonFactory",
                "com.fasterxml.jackson.databind.ObjectMapper");
        if (arguments.length == 4) {
            checkRejection(arguments[3]);
            return;
        }
        System.out.println("  " + LibraryReferences.resolve(Path.of(arguments[3])) + " references resolved");
        checkCalls("h2c", engine(arguments[4], arguments[5]));
        checkCalls("h2", engine(arguments[6], arguments[7]).trustedCertificates(Path.of(arguments[8])));
        checkHeldStream(engine(arguments[4], arguments[5]));
        List<String> threads = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("parlando-"))
                .toList();
        check(threads.isEmpty(), "close() left threads: " + threads);
    }

    private static void check(boolean condition, String message) {
        if (!condition) {
            throw new AssertionError(message);
        }
    }

    private static SpeechEngineBuilder engine(String url, String key) {
        return SpeechEngine.builder().baseUrl(url).apiKey(ApiKey.of(key)).retryPolicy(RetryPolicy.NONE);
    }

    // Versions

    private static void checkVersion(String library, String expected, String... classes) throws Exception {
        if (expected.equals("-")) {
            return;
        }
        for (String name : classes) {
            String found = version(Class.forName(name, false, ClassPathCheck.class.getClassLoader()));
            System.out.println("  " + library + " " + found + " (" + name + ")");
            check(found.equals(expected), "expected " + library + " " + expected);
        }
    }

    private static String version(Class<?> type) throws IOException, URISyntaxException {
        Path file = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            String version = manifest.getMainAttributes().getValue("Implementation-Version");
            return version != null ? version : manifest.getMainAttributes().getValue("Bundle-Version");
        }
    }

    private static void checkRejection(String text) {
        try {
            engine("http://127.0.0.1:1", "sk_0123456789abcdef").build().close();
        } catch (ParlandoException rejected) {
            System.out.println("  rejected: " + rejected.getMessage());
            check(rejected.getMessage().contains(text), "the message lacks: " + text);
            return;
        }
        throw new AssertionError("build() accepted the class path");
    }

    // Calls

    private static void checkCalls(String protocol, SpeechEngineBuilder builder) {
        try (SpeechEngine engine = builder.build()) {
            int voices = join(engine.voices(VoiceQuery.builder().build())).voices().size();
            check(voices > 0, "no voices were listed");
            Received received = new Received();
            SpeechResult result = join(
                    engine.stream(request("This class path belongs to another program."), received).completion());
            check(result.response().protocol().equals(protocol), "spoken over " + result.response().protocol());
            check(received.bytes > 10_000, "only " + received.bytes + " bytes of speech arrived");
            String refusal = refusal(engine);
            check(refusal.contains(UNKNOWN_VOICE), "not the message of the server: " + refusal);
            System.out.println("  " + protocol + ": " + voices + " voices, " + received.bytes + " bytes, refused: " + refusal);
        }
    }

    private static SpeechRequest request(String text) {
        return SpeechRequest.builder(text).outputFormat(OutputFormat.PCM_24000).build();
    }

    private static String refusal(SpeechEngine engine) {
        try {
            SpeechRequest request = SpeechRequest.builder("Refused").voice(UNKNOWN_VOICE).build();
            join(engine.stream(request, new Received()).completion());
        } catch (CompletionException refused) {
            return ParlandoException.from(refused).getMessage();
        }
        throw new AssertionError("a request for an unknown voice was not refused");
    }

    /** Checks by the wire log that a held stream receives one window and then nothing until it is resumed. */
    private static void checkHeldStream(SpeechEngineBuilder builder) throws InterruptedException {
        DataLog log = new DataLog();
        Received received = new Received();
        try (SpeechEngine engine = builder.streamWindowBytes(WINDOW_BYTES).build()) {
            received.action = ChunkAction.HOLD;
            SpeechStream stream = engine.stream(request("A held stream has to wait. ".repeat(8)), received);
            for (int polls = 0; log.bytes < WINDOW_BYTES && polls < 1000; polls++) {
                Thread.sleep(10);
            }
            Thread.sleep(300); // A server with more credit would send more.
            check(log.bytes == WINDOW_BYTES, log.bytes + " bytes arrived for a held stream, not one window");
            received.action = ChunkAction.CONTINUE;
            stream.resume();
            join(stream.completion());
        } // Waits for the log, which is written in the background.
        check(received.bytes == log.bytes, received.bytes + " of " + log.bytes + " bytes were delivered");
        check(received.bytes > 3 * WINDOW_BYTES, "only " + received.bytes + " bytes arrived");
        System.out.println("  held: " + WINDOW_BYTES + " bytes, then resumed to " + log.bytes);
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** A handler that counts bytes, on a ring thread. */
    private static final class Received implements ChunkHandler {
        private volatile ChunkAction action = ChunkAction.CONTINUE;
        private volatile int bytes;

        @Override
        public ChunkAction onChunk(Chunk chunk) {
            ChunkAction now = action;
            if (now == ChunkAction.CONTINUE) {
                bytes += chunk.remaining();
            }
            return now;
        }
    }

    /** A counter of the bytes of received DATA frames of the newest stream in the wire log, on an event loop. */
    private static final class DataLog extends Handler {
        private static final Pattern DATA = Pattern.compile(".* INBOUND DATA: streamId=(\\d+) .*length=(\\d+)");

        private final Logger wire = Logger.getLogger("dev.parlando.wire");
        private String stream = "";
        private volatile int bytes;

        DataLog() {
            setLevel(Level.ALL);
            wire.setLevel(Level.ALL);
            wire.setUseParentHandlers(false);
            wire.addHandler(this);
        }

        @Override
        public void publish(LogRecord event) {
            Matcher data = DATA.matcher(event.getMessage());
            if (data.matches()) {
                bytes = Integer.parseInt(data.group(2)) + (data.group(1).equals(stream) ? bytes : 0);
                stream = data.group(1);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
